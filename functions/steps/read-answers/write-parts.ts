import type { AnswerPart, LineAnswer } from '../../adapters/dynamodb/answer-records.ts';
import type { ChunkPlace } from '../../adapters/dynamodb/chunk-store.ts';
import { MAX_LEAVING_LINES } from '../../adapters/dynamodb/batch-lines.ts';
import type { StoredObject } from '../../adapters/dynamodb/records.ts';
import type { JudgedRow } from './judge-rows.ts';
import type { ReadingPlace } from './write-reading.ts';

type Chunk = ChunkPlace;
/** What a file says about the lines of one chunk, as far as one transaction can take it. */
export type AnswerParts = readonly { readonly chunk: Chunk; readonly answers: readonly LineAnswer[] }[];

/** Gathers the changes by chunk; a part rejects at most what one transaction can give back, and accepts any number. */
export function createParts() {
  const chunks = new Map<string, { chunk: Chunk; answers: LineAnswer[] }>();
  const add = ({ changes }: JudgedRow): void => {
    for (const { line, answer } of changes) {
      const { revisionId, chunk, batchId } = line;
      const id = `${batchId ?? ''}/${revisionId}/${String(chunk).padStart(5, '0')}`;
      const entry = chunks.get(id) ?? {
        chunk: { revisionId, chunk, ...(batchId !== undefined && { batchId }) },
        answers: [],
      };
      chunks.set(id, entry);
      entry.answers.push(answer);
    }
  };
  const result = (): { chunk: Chunk; answers: LineAnswer[] }[] =>
    [...chunks]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, { chunk, answers }]) => split(answers).map((some) => ({ chunk, answers: some })));
  return { add, result };
}

function split(answers: readonly LineAnswer[]): LineAnswer[][] {
  const accepted = answers.filter(({ verdict }) => verdict === 'accepted');
  const rejected = answers.filter(({ verdict }) => verdict === 'rejected');
  const first = [...accepted, ...rejected.slice(0, MAX_LEAVING_LINES)];
  const parts = [first];
  for (let start = MAX_LEAVING_LINES; start < rejected.length; start += MAX_LEAVING_LINES) {
    parts.push(rejected.slice(start, start + MAX_LEAVING_LINES));
  }
  return parts;
}

const AT_ONCE = 16;

/** Writes each part and then their list. */
export async function writeParts(parts: AnswerParts, place: ReadingPlace): Promise<StoredObject & { count: number }> {
  const list: AnswerPart[] = [];
  for (let start = 0; start < parts.length; start += AT_ONCE) {
    const some = parts.slice(start, start + AT_ONCE);
    list.push(...(await Promise.all(some.map((part, index) => writePart(part, start + index + 1, place)))));
  }
  const stored = await putJson('parts.json', list, place);
  return { ...stored, count: list.length };
}

async function writePart(
  { chunk, answers }: { chunk: Chunk; answers: readonly LineAnswer[] },
  part: number,
  place: ReadingPlace,
): Promise<AnswerPart> {
  const { key, sha256 } = await putJson(`parts/${String(part).padStart(5, '0')}.json`, answers, place);
  return { part, ...chunk, key, sha256 };
}

function putJson(name: string, value: unknown, { objects, workBucket, folder }: ReadingPlace): Promise<StoredObject> {
  const content = { bucket: workBucket, key: `${folder}/${name}`, contentType: 'application/json' };
  return objects.put(content, JSON.stringify(value));
}
