import { BrokenError } from '../../../domain/errors.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { changeHead } from './change-head.ts';
import type { HeadOutcome, Judgement } from './change-head.ts';
import { revisionKey } from './keys.ts';
import { revisionHeadSchema } from './records.ts';
import type { RevisionHead } from './records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';

/** @throws BrokenError when there is none: an execution is only ever started for a stored head */
export async function readRevision(table: Table, revisionId: RevisionId): Promise<RevisionHead> {
  const head = await readItem(table, revisionKey(revisionId), revisionHeadSchema);
  if (head === null) throw new BrokenError(`no revision ${revisionId}`);
  return head;
}

export interface RevisionChange<Stop> {
  readonly revisionId: RevisionId;
  readonly judge: (head: RevisionHead) => Judgement<Stop> | Promise<Judgement<Stop>>;
  readonly onAlsoFailed?: (index: number, item: Record<string, unknown> | null) => Stop | undefined;
}

/** `changeHead` for a revision that exists. */
export function changeRevision<Stop>(table: Table, change: RevisionChange<Stop>): Promise<HeadOutcome<Stop>> {
  return changeHead<RevisionHead, Stop>(table, {
    key: revisionKey(change.revisionId),
    schema: revisionHeadSchema,
    judge: (head) => {
      if (head === null) throw new BrokenError(`no revision ${change.revisionId}`);
      return change.judge(head);
    },
    ...(change.onAlsoFailed !== undefined && { onAlsoFailed: change.onAlsoFailed }),
  });
}
