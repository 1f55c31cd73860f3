import { Failure } from '../../../api/failure.ts';
import type { AnswerPreview } from '../../../api/answers.ts';

/** How far a chosen file has come. */
export type ImportStage =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'uploading'; readonly part: number }
  | { readonly kind: 'reading' }
  | { readonly kind: 'read'; readonly preview: AnswerPreview }
  | { readonly kind: 'applying'; readonly preview: AnswerPreview }
  | { readonly kind: 'applied'; readonly preview: AnswerPreview }
  | { readonly kind: 'failed'; readonly error: Error };

export interface AnswerImport {
  readonly id: number;
  readonly file: File;
  readonly stage: ImportStage;
}

interface ImportSteps {
  /** @returns the upload's key */
  readonly bring: (file: File, tell: (part: number) => void) => Promise<string>;
  readonly preview: (uploadKey: string, fileName: string) => Promise<AnswerPreview>;
  /** Hands in exactly this reading and waits until it is applied. */
  readonly apply: (preview: AnswerPreview) => Promise<void>;
}

/** Answer files on their way into a batch. */
export interface Imports {
  readonly state: () => readonly AnswerImport[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (file: File) => void;
  /** Reads the file anew; uploads it first when that has not worked yet. */
  readonly readAgain: (id: number) => void;
  readonly apply: (id: number) => void;
  readonly remove: (id: number) => void;
}

/**
 * One file after the other: a slow line is not shared, and what one file changes is known before the next is applied. When
 * a file has been applied, those that wait are read anew, because their rows may now mean something else.
 */
export function openImports({ bring, preview, apply }: ImportSteps): Imports {
  const listeners = new Set<() => void>();
  const uploadKeys = new Map<number, string>();
  let imports: readonly AnswerImport[] = [];
  let lastId = 0;
  let work = Promise.resolve();

  const show = (next: readonly AnswerImport[]): void => {
    imports = next;
    for (const listener of listeners) listener();
  };
  const find = (id: number): AnswerImport | undefined => imports.find((one) => one.id === id);
  const set = (id: number, stage: ImportStage): void =>
    show(imports.map((one) => (one.id === id ? { ...one, stage } : one)));
  const queue = (id: number, task: (one: AnswerImport) => Promise<void>): void => {
    work = work.then(async () => {
      const one = find(id);
      if (one === undefined) return;
      try {
        await task(one);
      } catch (error) {
        // The store has thrown the upload away: it has to be put there again.
        if (error instanceof Failure && error.code === 'object-missing') uploadKeys.delete(id);
        set(id, { kind: 'failed', error: error instanceof Error ? error : new Error(String(error)) });
      }
    });
  };
  const read = async ({ id, file }: AnswerImport): Promise<void> => {
    let uploadKey = uploadKeys.get(id);
    if (uploadKey === undefined) {
      set(id, { kind: 'uploading', part: 0 });
      uploadKey = await bring(file, (part) => set(id, { kind: 'uploading', part }));
      uploadKeys.set(id, uploadKey);
    }
    set(id, { kind: 'reading' });
    set(id, { kind: 'read', preview: await preview(uploadKey, file.name.slice(-200)) });
  };
  const readAgain = (id: number): void => {
    set(id, { kind: 'waiting' });
    queue(id, read);
  };
  return {
    state: () => imports,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (file) => {
      lastId += 1;
      show([...imports, { id: lastId, file, stage: { kind: 'waiting' } }]);
      queue(lastId, read);
    },
    readAgain,
    apply: (id) => {
      const stage = find(id)?.stage;
      if (stage?.kind !== 'read' || stage.preview.status !== 'ready') return;
      set(id, { kind: 'applying', preview: stage.preview });
      queue(id, async () => {
        await apply(stage.preview);
        const waiting = imports.filter((one) => one.stage.kind === 'read' && one.stage.preview.status === 'ready');
        for (const one of waiting) readAgain(one.id);
        set(id, { kind: 'applied', preview: stage.preview });
      });
    },
    remove: (id) => show(imports.filter((one) => one.id !== id)),
  };
}
