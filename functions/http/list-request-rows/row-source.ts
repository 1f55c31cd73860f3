import { parse } from 'csv-parse/sync';
import * as z from 'zod';
import { maskNik } from '../../../domain/nik/nik.ts';
import { chunkRemarksSchema, eligibilityObjectSchema } from '../../../domain/request/chunks.ts';
import type { RosterChunk } from '../../../domain/request/chunks.ts';
import { readChunk } from '../../adapters/dynamodb/chunk-store.ts';
import { checkedSoFar } from '../../adapters/dynamodb/checked-chunks.ts';
import type { CheckedChunk, Line, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { standingLines } from '../../adapters/dynamodb/standing-lines.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { readJson } from '../../adapters/s3/json-objects.ts';
import { rosterChunks, rosterRows } from '../../roster/roster-chunks.ts';
import type { WorkObjects } from '../../roster/roster-chunks.ts';
import type { ListRequestRowsQuery, RequestRow } from './contract.ts';

export interface RowSourceDeps extends WorkObjects {
  readonly table: Table;
}

/** The rows of a revision in places: 0 holds those that could not be read, the others are the chunks. */
export interface RowSource {
  readonly places: number;
  /** False when the counts already tell that nothing wanted lies there. */
  readonly holdsAny: (place: number) => boolean;
  readonly read: (place: number) => Promise<RequestRow[]>;
}

/** Which rows are asked for; all when nothing is said. */
export type RowsWanted = Pick<ListRequestRowsQuery, 'outcome' | 'line'>;

export async function openRowSource(head: RevisionHead, wanted: RowsWanted, deps: RowSourceDeps): Promise<RowSource> {
  const [chunks, checked] = await Promise.all([rosterChunks(head, deps), checkedSoFar(deps.table, head)]);
  return {
    places: head.parsed === undefined ? 0 : chunks.length + 1,
    holdsAny: (place) => (place === 0 ? holdsBad(head, wanted) : holdsChecked(checked.get(place), wanted)),
    read: async (place) => {
      if (place === 0) return badRows(head, deps);
      const [entry, check] = [chunks[place - 1], checked.get(place)];
      if (entry === undefined || check === undefined) return [];
      const rows = await checkedRows({ head, entry, check }, deps);
      return rows.filter((row) => isWanted(row, wanted));
    },
  };
}

const isWanted = (row: RequestRow, { outcome, line }: RowsWanted): boolean =>
  (outcome ?? row.outcome) === row.outcome && (line ?? row.line) === row.line;

const holdsBad = (head: RevisionHead, { outcome = 'bad', line }: RowsWanted): boolean =>
  outcome === 'bad' && line === undefined && (head.parsed?.bad ?? 0) > 0;

/** A chunk that is not checked yet has nothing to show. */
function holdsChecked(check: CheckedChunk | undefined, { outcome }: RowsWanted): boolean {
  if (check === undefined || outcome === 'bad') return false;
  if (outcome === 'refuse') return check.refused > 0;
  if (outcome === 'warn') return check.warned > 0;
  return outcome === undefined || check.eligible > check.warned;
}

/** Columns of the report that the parser writes: row, masked NIK, name, result twice, reasons twice. */
const reportRowSchema = z.tuple([z.coerce.number().int(), z.string(), z.string()]).rest(z.string());

async function badRows(head: RevisionHead, { objects, workBucket }: RowSourceDeps): Promise<RequestRow[]> {
  const report = head.parsed?.badReport;
  if (report === undefined) return [];
  const records: unknown = parse(await objects.readVerifiedText(workBucket, report), { relax_column_count: true });
  return z
    .array(reportRowSchema)
    .parse(records)
    .map(([row, nik, name, , , reasonsId = '', reasonsEn = '']) => {
      const inEnglish = reasonsEn.split(' | ');
      const reasons = reasonsId.split(' | ').map((id, index) => ({ text: { id, en: inEnglish[index] ?? id } }));
      return { row, nik, name, outcome: 'bad', reasons };
    });
}

async function checkedRows(
  { head, entry, check }: { head: RevisionHead; entry: RosterChunk; check: CheckedChunk },
  deps: RowSourceDeps,
): Promise<RequestRow[]> {
  const { objects, workBucket: bucket } = deps;
  const [rows, found, remarks, chunk] = await Promise.all([
    rosterRows(entry, deps),
    readJson(objects, { bucket, object: check.object }, eligibilityObjectSchema),
    entry.remarks && readJson(objects, { bucket, object: entry.remarks }, chunkRemarksSchema),
    readChunk(deps.table, head.revisionId, entry.chunk),
  ]);
  const workers = new Map(found.workers.map((worker) => [worker.row, worker]));
  const standing = chunk === null ? [] : await standingLines(deps.table, chunk, head.batchId);
  const lines = new Map(standing.map(({ line }) => [line.row, line]));
  return rows.flatMap(({ rowNumber, nik, nama }): RequestRow[] => {
    const worker = workers.get(rowNumber);
    if (worker === undefined) return [];
    const said = worker.findings.map(({ ruleId, reason }) => ({ ruleId, text: reason }));
    const noticed = (remarks?.warnings ?? []).filter(({ row }) => row === rowNumber).map(({ text }) => ({ text }));
    const line = lines.get(rowNumber);
    return [
      {
        row: rowNumber,
        nik: maskNik(nik),
        name: nama,
        outcome: worker.outcome,
        reasons: [...said, ...noticed],
        ...(line !== undefined && lineView(line)),
      },
    ];
  });
}

function lineView({ status, participant, coverFrom, reason }: Line): Partial<RequestRow> {
  return { line: status, participant, coverFrom, answer: reason };
}
