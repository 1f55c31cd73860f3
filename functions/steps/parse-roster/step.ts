import { localDate } from '../../../domain/calendar/local-date.ts';
import { villagesOfOffice } from '../../../domain/configuration/regency.ts';
import { isDead } from '../../../domain/request/lifecycle.ts';
import { parseRosterBatches } from '../../../domain/roster/parse-roster.ts';
import type { HeaderRow } from '../../../domain/roster/parse-roster.ts';
import { RosterRefusedError } from '../../../domain/roster/refusals.ts';
import type { BadRow, RosterRules } from '../../../domain/roster/validate-row.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { endRevision } from '../../adapters/dynamodb/end-revision.ts';
import type { EndRevision } from '../../adapters/dynamodb/end-revision.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { changeRevision, readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import { putJson } from '../../adapters/s3/json-objects.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { badReportKey, badRowsKey, manifestKey } from '../../adapters/s3/work-keys.ts';
import { openBadRowReports } from './bad-row-reports.ts';
import { openChunkWriter } from './chunk-writer.ts';
import type { ParseRosterInput, ParseRosterOutput } from './contract.ts';

export interface ParseRosterDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readVerified' | 'put'>;
  readonly configuration: Pick<ConfigurationStore, 'current' | 'version'>;
  readonly recordsBucket: string;
  readonly workBucket: string;
  readonly chunkRows: number;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

const STEP = 'parse-roster';
const ENDED: ParseRosterOutput = { outcome: 'ended', chunks: 0, manifestKey: '' };
const REFUSED: ParseRosterOutput = { outcome: 'refused', chunks: 0, manifestKey: '' };

type Parsed = NonNullable<RevisionHead['parsed']>;

/**
 * Reads the sealed roster once, writes good rows as chunks with their manifest and bad rows as a file to correct, then
 * moves the revision to `checking`. A file that cannot be read, or without one good row, ends it as `refused`.
 * Repeating it writes the same objects again, or nothing when the head has moved on.
 */
export async function parseRoster(input: ParseRosterInput, deps: ParseRosterDeps): Promise<ParseRosterOutput> {
  const head = await readRevision(deps.table, input.revisionId);
  if (head.status === 'checking' && head.parsed !== undefined) return answerOf(head.parsed);
  if (head.status === 'refused') return REFUSED;
  if (head.status !== 'submitted') return ENDED;
  const read = await readAll(head, deps).catch((error: unknown) => {
    if (error instanceof RosterRefusedError) return error;
    throw error;
  });
  if (read instanceof RosterRefusedError) {
    return refuse(head, deps, { outcome: { code: read.code, ...read.text } });
  }
  if (read.chunks === 0) return refuse(head, deps, { outcome: noGoodRow(read), set: { parsed: read } });
  return store(head, deps, read);
}

const answerOf = (parsed: Parsed): ParseRosterOutput => ({
  outcome: 'parsed',
  chunks: parsed.chunks,
  manifestKey: parsed.manifest.key,
});

async function readAll(head: RevisionHead, deps: ParseRosterDeps): Promise<Parsed> {
  const chunks = openChunkWriter(head.revisionId, deps);
  const bad = openBadRowReports();
  const source = deps.objects.readVerified(deps.recordsBucket, head.roster);
  let header: HeaderRow | undefined;
  let good = 0;
  for await (const items of parseRosterBatches({
    source,
    format: head.roster.format,
    rules: await rulesOf(head, deps),
  })) {
    const badRows: BadRow[] = [];
    for (const item of items) {
      if (item.kind === 'header') header = item;
      else if (item.kind === 'bad') badRows.push(item);
      else {
        good += 1;
        await chunks.add(item);
      }
    }
    if (header !== undefined) await bad.add(header, badRows);
  }
  const entries = await chunks.finish();
  const place = (key: string) => ({ bucket: deps.workBucket, key });
  const manifest = await putJson(deps.objects, place(manifestKey(head.revisionId)), entries);
  const counts = { manifest, chunks: entries.length, rows: good + bad.report.lines, bad: bad.report.lines };
  if (bad.report.lines === 0) return { ...counts, reasons: {} };
  const csv = (key: string) => ({ ...place(key), contentType: 'text/csv; charset=utf-8' });
  const badRows = await deps.objects.put(csv(badRowsKey(head.revisionId)), bad.toCorrect.bytes());
  const badReport = await deps.objects.put(csv(badReportKey(head.revisionId)), bad.report.bytes());
  return { ...counts, badRows, badReport, reasons: bad.reasons };
}

async function rulesOf(head: RevisionHead, deps: ParseRosterDeps): Promise<RosterRules> {
  const { document: regency } = await deps.configuration.current('regency');
  const { document: programmes } = await deps.configuration.version('programmes', head.configuration.programmes);
  return {
    knownVillages: new Set(regency.villages.map((village) => village.code)),
    allowedVillages: villagesOfOffice(regency, head.officeId),
    // The day of submitting, not of parsing: a repeated step must judge as the first one did.
    today: localDate(head.submittedAt, regency.utcOffsetMinutes),
    occupations: programmes.occupations,
  };
}

async function store(head: RevisionHead, deps: ParseRosterDeps, parsed: Parsed): Promise<ParseRosterOutput> {
  const at = deps.now().toISOString();
  const answer = await changeRevision<ParseRosterOutput>(deps.table, {
    revisionId: head.revisionId,
    judge: (now) => {
      if (now.status === 'checking' && now.parsed !== undefined) return { stop: answerOf(now.parsed) };
      if (isDead(now.status) || now.status !== 'submitted') return { stop: ENDED };
      const { rows, bad, chunks, reasons, manifest } = parsed;
      return {
        change: {
          set: { status: 'checking', changedAt: at, parsed },
          event: {
            type: 'roster-parsed',
            at,
            by: STEP,
            data: { rows, bad, chunks, reasons, manifestSha256: manifest.sha256 },
          },
        },
      };
    },
  });
  return answer.changed ? answerOf(parsed) : answer.stop;
}

async function refuse(
  head: RevisionHead,
  deps: ParseRosterDeps,
  why: Pick<EndRevision, 'outcome' | 'set'>,
): Promise<ParseRosterOutput> {
  const { revisionId } = head;
  const ended = await endRevision(deps.table, { revisionId, to: 'refused', by: STEP, now: deps.now(), ...why });
  await deps.nudgeMail();
  return ended.outcome === 'ended' || ended.status === 'refused' ? REFUSED : ENDED;
}

function noGoodRow(parsed: Parsed) {
  return {
    code: 'no-good-row',
    id: `Tidak satu pun dari ${parsed.rows} baris dapat dipakai. Perbaiki baris-baris dalam berkas baris salah, lalu ajukan lagi.`,
    en: `None of the ${parsed.rows} rows can be used. Correct them in the file of bad rows and submit it again.`,
  };
}
