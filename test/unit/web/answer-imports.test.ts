import { describe, expect, it } from 'vitest';
import { batchIdSchema } from '../../../domain/identity/ids.ts';
import { Failure } from '../../../web/src/api/failure.ts';
import type { AnswerPreview } from '../../../web/src/api/answers.ts';
import { attentionIn, countsOf } from '../../../web/src/pages/finance/answers/outcome-kinds.ts';
import { openImports } from '../../../web/src/pages/finance/answers/imports.ts';
import type { Imports } from '../../../web/src/pages/finance/answers/imports.ts';

const batchId = batchIdSchema.parse('SG-202701-1-APBD-1');
const fileOf = (name: string) => new File(['NIK;HASIL'], name);
const previewOf = (fileName: string, status: AnswerPreview['status'] = 'ready'): AnswerPreview => ({
  batchId,
  sha256: fileName,
  fileName,
  status,
  readingId: '0123456789abcdef',
});

/** Imports whose steps work, unless a test says otherwise, and write down what they did. */
function imports(steps: Partial<Parameters<typeof openImports>[0]> = {}): { desk: Imports; done: string[] } {
  const done: string[] = [];
  const desk = openImports({
    bring: (file, tell) => {
      tell(1);
      done.push(`upload ${file.name}`);
      return Promise.resolve(`uploads/${file.name}`);
    },
    preview: (_key, fileName) => {
      done.push(`read ${fileName}`);
      return Promise.resolve(previewOf(fileName));
    },
    apply: ({ fileName }) => {
      done.push(`apply ${fileName}`);
      return Promise.resolve();
    },
    ...steps,
  });
  return { desk, done };
}

const stages = (desk: Imports) => desk.state().map(({ stage }) => stage.kind);

function reach(desk: Imports, wanted: string[]): Promise<void> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (stages(desk).join() === wanted.join()) resolve();
    };
    desk.subscribe(look);
    look();
  });
}

describe('answer files on their way into a batch', () => {
  it('are uploaded and read one after the other', async () => {
    const { desk, done } = imports();
    desk.add(fileOf('a.csv'));
    desk.add(fileOf('b.csv'));

    await reach(desk, ['read', 'read']);

    expect(done).toEqual(['upload a.csv', 'read a.csv', 'upload b.csv', 'read b.csv']);
  });

  it('are applied once, however often the button is pressed, and the others are read anew without another upload', async () => {
    const { desk, done } = imports();
    desk.add(fileOf('a.csv'));
    desk.add(fileOf('b.csv'));
    await reach(desk, ['read', 'read']);
    done.length = 0;

    desk.apply(1);
    desk.apply(1);
    await reach(desk, ['applied', 'read']);

    expect(done).toEqual(['apply a.csv', 'read b.csv']);
  });

  it('are not applied when they were refused', async () => {
    const { desk, done } = imports({ preview: (_key, name) => Promise.resolve(previewOf(name, 'refused')) });
    desk.add(fileOf('a.csv'));
    await reach(desk, ['read']);

    desk.apply(1);

    expect(stages(desk)).toEqual(['read']);
    expect(done).toEqual(['upload a.csv']);
  });

  it('stay where they failed, and go on from there when asked', async () => {
    let tries = 0;
    const { desk, done } = imports({
      preview: (_key, name) => {
        tries += 1;
        return tries === 1 ? Promise.reject(new Failure('offline')) : Promise.resolve(previewOf(name));
      },
    });
    desk.add(fileOf('a.csv'));
    await reach(desk, ['failed']);

    desk.readAgain(1);
    await reach(desk, ['read']);

    expect(done).toEqual(['upload a.csv']);
  });

  it('are uploaded again when the store has thrown them away', async () => {
    let tries = 0;
    const { desk, done } = imports({
      preview: (_key, name) => {
        tries += 1;
        return tries === 1
          ? Promise.reject(new Failure('invalid', { code: 'object-missing' }))
          : Promise.resolve(previewOf(name));
      },
    });
    desk.add(fileOf('a.csv'));
    await reach(desk, ['failed']);

    desk.readAgain(1);
    await reach(desk, ['read']);

    expect(done).toEqual(['upload a.csv', 'upload a.csv']);
  });

  it('are left alone once they have been taken out', async () => {
    const { desk, done } = imports();
    desk.add(fileOf('a.csv'));
    desk.add(fileOf('b.csv'));
    desk.remove(2);

    await reach(desk, ['read']);

    expect(done).toEqual(['upload a.csv', 'read a.csv']);
  });
});

describe('the outcomes of a file', () => {
  it('are counted in their order, and those for a person to look at together', () => {
    const counts = { held: 2, accepted: 9, 'unknown-line': 1, rejected: 0 };

    expect(countsOf(counts).map(({ outcome, count }) => `${count} ${outcome}`)).toEqual([
      '9 accepted',
      '2 held',
      '1 unknown-line',
    ]);
    expect(attentionIn(counts)).toBe(3);
  });
});
