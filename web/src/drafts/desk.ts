import { readDraft, saveDraft } from './draft-store.ts';
import type { Draft } from './draft.ts';

/** Long enough for a word, short enough for a lid that closes. */
const PAUSE_MS = 400;

export type Saving =
  | 'saved'
  | 'saving'
  /** Another window has saved this draft; which of the two counts is the officer's to say. */
  | 'changed-elsewhere'
  /** The device takes nothing, e.g. because it is full or the window is a private one. */
  | 'not-kept';

export interface DeskState {
  /** Undefined while it is read, null when it is not on this device. */
  readonly draft: Draft | null | undefined;
  readonly saving: Saving;
}

/** A draft on the desk of one window: changed at once, written to the device a moment later. */
export interface Desk {
  readonly state: () => DeskState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly load: () => Promise<void>;
  readonly change: (change: (draft: Draft) => Draft) => void;
  /** Writes at once what waits to be written; what follows needs it on the device. Tells what became of it. */
  readonly flush: () => Promise<Saving>;
  /** Of two windows with the same draft: this one's counts. */
  readonly keepMine: () => Promise<void>;
}

export function openDesk(draftId: string, personId: string): Desk {
  const listeners = new Set<() => void>();
  let state: DeskState = { draft: undefined, saving: 'saved' };
  /** Of what this window has read or written last; another one on the device means another window. */
  let version = 0;
  let isWaiting = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let work = Promise.resolve();

  const show = (part: Partial<DeskState>): void => {
    state = { ...state, ...part };
    for (const listener of listeners) listener();
  };
  const write = async (): Promise<void> => {
    const { draft, saving } = state;
    if (!isWaiting || !draft || saving === 'changed-elsewhere') return;
    isWaiting = false;
    try {
      const result = await saveDraft({ ...draft, version });
      if (result.kind === 'saved') version = result.draft.version;
      show({ saving: result.kind });
    } catch {
      show({ saving: 'not-kept' });
    }
  };
  const flush = async (): Promise<Saving> => {
    clearTimeout(timer);
    work = work.then(write);
    await work;
    return state.saving;
  };
  return {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    load: async () => {
      const stored = await readDraft(draftId, personId).catch(() => undefined);
      version = stored?.version ?? 0;
      isWaiting = false;
      show({ draft: stored ?? null, saving: 'saved' });
    },
    change: (change) => {
      if (!state.draft) return;
      isWaiting = true;
      show({ draft: change(state.draft), ...(state.saving !== 'changed-elsewhere' && { saving: 'saving' }) });
      clearTimeout(timer);
      timer = setTimeout(() => void flush(), PAUSE_MS);
    },
    flush,
    keepMine: async () => {
      version = (await readDraft(draftId, personId))?.version ?? 0;
      isWaiting = true;
      show({ saving: 'saving' });
      await flush();
    },
  };
}
