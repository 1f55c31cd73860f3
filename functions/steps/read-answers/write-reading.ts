import { createHash } from 'node:crypto';
import { stringify } from 'csv-stringify/sync';
import { ANSWER_TEXTS } from '../../../domain/payment/answer-texts.ts';
import { needsAttention } from '../../../domain/payment/answer-verdict.ts';
import type { AnswerRowEntry, NamedLine, Reading } from '../../adapters/dynamodb/answer-records.ts';
import type { StoredObject } from '../../adapters/dynamodb/records.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { answerPageKey } from '../../adapters/s3/work-keys.ts';
import type { PageSeries } from '../../adapters/s3/work-keys.ts';
import type { JudgedRow } from './judge-rows.ts';
import type { IndexedLine } from './line-index.ts';
import { writeParts } from './write-parts.ts';
import type { AnswerParts } from './write-parts.ts';

export interface ReadingPlace {
  readonly objects: Pick<ObjectStore, 'put'>;
  readonly workBucket: string;
  /** `batches/<batchId>/answers/<sha256>` */
  readonly folder: string;
}

/** Rows of one page; a page is read and answered whole. */
const PAGE_ROWS = 200;
const AT_ONCE = 16;
const REPORT_HEADER = ['baris', 'nik', 'hasil', 'status', 'kolom', 'nilai', 'keterangan', 'meaning'];

/** Gathers the outcomes of a file row by row. */
export function createOutcomes() {
  const rows: AnswerRowEntry[] = [];
  const add = ({ rowNumber, maskedNik, word, outcome, column, value, lines }: JudgedRow): void => {
    rows.push({ row: rowNumber, nik: maskedNik, word, outcome, column, value, lines: lines.map(namedLine) });
  };
  return { add, rows };
}

function namedLine({ revisionId, chunk, batchId, row, total }: IndexedLine): NamedLine {
  return { revisionId, chunk, ...(batchId !== undefined && { batchId }), row, total };
}

/**
 * Writes outcomes, report and, when there are any, the parts that change lines. The folder is named after all of them and
 * after the state of the batch that they were judged by (`basis`).
 */
export async function writeReading(
  { basis, rows, parts }: { basis: string; rows: readonly AnswerRowEntry[]; parts: AnswerParts | undefined },
  place: ReadingPlace,
): Promise<Required<Pick<Reading, 'readingId' | 'report' | 'pages'>> & Pick<Reading, 'parts'>> {
  const content = JSON.stringify([basis, rows, parts ?? null]);
  const readingId = createHash('sha256').update(content).digest('hex').slice(0, 16);
  const within = { ...place, folder: `${place.folder}/${readingId}` };
  const attention = rows.filter(({ outcome }) => needsAttention(outcome));
  return {
    readingId,
    report: await writeReport(rows, within),
    pages: {
      all: await writePages('all', rows, within),
      attention: await writePages('attention', attention, within),
    },
    ...(parts !== undefined && { parts: await writeParts(parts, within) }),
  };
}

/** @returns how many pages there are */
async function writePages(series: PageSeries, rows: readonly AnswerRowEntry[], place: ReadingPlace): Promise<number> {
  const count = Math.ceil(rows.length / PAGE_ROWS);
  for (let start = 1; start <= count; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - start + 1) }, (_, index) => start + index);
    await Promise.all(
      numbers.map((page) => {
        const some = rows.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS);
        const key = answerPageKey(place.folder, series, page);
        return place.objects.put(
          { bucket: place.workBucket, key, contentType: 'application/json' },
          JSON.stringify(some),
        );
      }),
    );
  }
  return count;
}

function writeReport(
  rows: readonly AnswerRowEntry[],
  { objects, workBucket, folder }: ReadingPlace,
): Promise<StoredObject> {
  const records = rows.map(({ row, nik, word, outcome, column, value }) => {
    const { id, en } = ANSWER_TEXTS[outcome];
    return [row, nik, word, outcome, column ?? '', value ?? '', id, en];
  });
  const text = stringify([REPORT_HEADER, ...records], { record_delimiter: 'windows', escape_formulas: true });
  const content = { bucket: workBucket, key: `${folder}/rows.csv`, contentType: 'text/csv; charset=utf-8' };
  return objects.put(content, `\ufeff${text}`);
}
