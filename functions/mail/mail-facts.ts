import type { LevelState } from '../../domain/approval/level.ts';
import { formatRupiah } from '../../domain/money/money.ts';
import type { Text } from '../../domain/text.ts';
import type { BatchHead } from '../adapters/dynamodb/batch-records.ts';
import type { RevisionHead } from '../adapters/dynamodb/records.ts';
import { localDay, localMoment, periodName, shortHash, wholeNumber } from '../pages/words.ts';

type Fact = readonly [Text, Text];

const same = (text: string): Text => ({ id: text, en: text });
const both = (make: (language: 'id' | 'en') => string): Text => ({ id: make('id'), en: make('en') });

export const workersInWords = (count: number): Text => ({
  id: `${wholeNumber(count, 'id')} pekerja`,
  en: `${wholeNumber(count, 'en')} ${count === 1 ? 'worker' : 'workers'}`,
});

export const moment = (instant: string, utcOffsetMinutes: number): Text =>
  both((language) => localMoment(instant, { language, utcOffsetMinutes }));

/** The request in a few lines: enough to recognise it, no personal data. */
export function requestFacts(head: RevisionHead): Fact[] {
  const facts: Fact[] = [
    [{ id: 'Usulan', en: 'Request' }, same(head.header.title)],
    [{ id: 'Masa iuran', en: 'Coverage' }, both((language) => periodName(head.header.period, language))],
  ];
  const { summary, contentHash } = head;
  if (summary !== undefined) {
    facts.push(
      [{ id: 'Pekerja', en: 'Workers' }, both((language) => wholeNumber(summary.eligible, language))],
      [{ id: 'Jumlah', en: 'Amount' }, same(formatRupiah(summary.total))],
    );
  }
  if (contentHash !== undefined) facts.push([{ id: 'Sidik isi', en: 'Fingerprint' }, same(shortHash(contentHash))]);
  return facts;
}

export function deadlineFact(level: LevelState, utcOffsetMinutes: number): Fact {
  return [{ id: 'Paling lambat', en: 'Decide by' }, moment(level.expireAt, utcOffsetMinutes)];
}

export function batchFacts(batch: BatchHead): Fact[] {
  const facts: Fact[] = [
    [{ id: 'Batch', en: 'Batch' }, same(batchName(batch))],
    [{ id: 'Masa iuran', en: 'Coverage' }, both((language) => periodName(batch.period, language))],
    [{ id: 'Sumber dana', en: 'Funding source' }, same(batch.sourceId)],
  ];
  const { lines, total } = batch;
  if (lines !== undefined) {
    facts.push([{ id: 'Pekerja', en: 'Workers' }, both((language) => wholeNumber(lines, language))]);
  }
  if (total !== undefined) facts.push([{ id: 'Jumlah', en: 'Amount' }, same(formatRupiah(total))]);
  facts.push([{ id: 'Jatuh tempo', en: 'Due date' }, both((language) => localDay(batch.dueDate, language))]);
  return facts;
}

export function batchName(batch: BatchHead): string {
  return batch.number === undefined ? batch.batchId : `${batch.number}/${batch.fiscalYear} (${batch.batchId})`;
}
