import type { RequestId } from '../../../domain/identity/ids.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import { fileChange, headerChanges } from '../../../domain/request/compare-headers.ts';
import { compareRosters } from '../../../domain/request/compare-rosters.ts';
import { columnOf } from '../../../domain/roster/row-cells.ts';
import { requestHeaderSchema } from '../../adapters/dynamodb/records.ts';
import type { Person, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { earlierRevisions, visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { allRosterRows } from '../../roster/roster-chunks.ts';
import type { WorkObjects } from '../../roster/roster-chunks.ts';
import type { CompareRevisionsOutput } from './contract.ts';

export interface CompareRevisionsDeps extends WorkObjects {
  readonly table: Table;
}

const LISTED = 300;

/** The last revision of a request against the one before. @throws RefusedError not-found */
export async function compareRevisions(
  { params, caller }: { params: { requestId: RequestId }; caller: Person },
  deps: CompareRevisionsDeps,
): Promise<CompareRevisionsOutput> {
  const head = await visibleRevision(deps.table, params.requestId, caller);
  const [before] = await earlierRevisions(deps.table, head);
  const { revisionId } = head;
  if (before === undefined) return { revisionId, header: [], files: [] };
  return {
    revisionId,
    previous: { revisionId: before.revisionId, number: before.number },
    header: headerChanges(before.header, head.header, requestHeaderSchema.keyof().options),
    files: fileChanges(before, head),
    rows: await rowChanges(before, head, deps),
  };
}

function fileChanges(before: RevisionHead, head: RevisionHead): CompareRevisionsOutput['files'] {
  const files = [
    { name: 'roster', was: before.roster.sha256, is: head.roster.sha256 },
    { name: 'sk', was: before.papers.sk?.sha256, is: head.papers.sk?.sha256 },
    { name: 'pks', was: before.papers.pks?.sha256, is: head.papers.pks?.sha256 },
  ] as const;
  return files.flatMap(({ name, was, is }) => {
    const change = fileChange(was, is);
    return change === undefined ? [] : [{ name, change }];
  });
}

/** Nothing to say before both rosters have been read, nor when it is the same file. */
async function rowChanges(
  before: RevisionHead,
  head: RevisionHead,
  source: WorkObjects,
): Promise<CompareRevisionsOutput['rows']> {
  if (before.parsed === undefined || head.parsed === undefined) return undefined;
  if (before.roster.sha256 === head.roster.sha256) return undefined;
  const compared = await compareRosters(allRosterRows(before, source), allRosterRows(head, source), LISTED);
  const { added, removed, changed, same, changes } = compared;
  const list = changes.map(({ cells, nik, ...change }) => ({
    ...change,
    nik: maskNik(nik),
    fields: cells.map(({ field }) => columnOf(field)),
  }));
  return { added, removed, changed, same, badBefore: before.parsed.bad, badNow: head.parsed.bad, list };
}
