import * as z from 'zod';
import { payByDateOf } from '../../../domain/calendar/due-dates.ts';
import { localDate } from '../../../domain/calendar/local-date.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { month } from '../../../domain/period/period.ts';
import type { Month, Period, PeriodLength } from '../../../domain/period/period.ts';
import { lastMonthOf, nextPeriod } from '../../../domain/renewal/next-period.ts';
import type { BatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import { membersOf } from '../../adapters/dynamodb/batch-store.ts';
import { BATCH_LIST, LIST_INDEX } from '../../adapters/dynamodb/keys.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { putRenewal, readRenewal } from '../../adapters/dynamodb/renewal-store.ts';
import { renewingLines } from '../../adapters/dynamodb/renewing-lines.ts';
import { readRevision } from '../../adapters/dynamodb/revision-store.ts';
import { queryItems } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { ProposeRenewalsInput, ProposeRenewalsOutput } from './contract.ts';

export interface ProposeRenewalsDeps extends BatchCalendar {
  readonly table: Table;
  /** The lengths that the programme in force offers. */
  readonly periodLengths: () => Promise<readonly PeriodLength[]>;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

/**
 * Proposes a renewal of every batched request whose cover ends with the month, while there is a month left to approve and
 * pay it: the form filled in, the workers counted, a mail to the officer. Cut off or run twice, each is proposed once.
 */
export async function proposeRenewals(
  { endingIn }: ProposeRenewalsInput,
  deps: ProposeRenewalsDeps,
): Promise<ProposeRenewalsOutput> {
  const today = localDate(deps.now().toISOString(), await deps.utcOffsetMinutes());
  const wanted = endingIn ?? month(today.slice(0, 7));
  const counts = { proposed: 0, known: 0, over: 0 };
  for await (const revisionId of revisionsEndingIn(wanted, deps.table)) {
    counts[await proposeOne(revisionId, deps)] += 1;
  }
  if (counts.proposed > 0) await deps.nudgeMail();
  return { endingIn: wanted, ...counts };
}

const ABOUT_A_YEAR_AND_A_HALF_MS = 550 * 86_400_000;
const listedSchema = batchHeadSchema.pick({ batchId: true, period: true, openedAt: true });

/** Members of batches whose period ends with the month; the list is newest first, and no period is longer than a year. */
async function* revisionsEndingIn(wanted: Month, table: Table): AsyncGenerator<RevisionId> {
  const query = {
    IndexName: LIST_INDEX,
    KeyConditionExpression: 'listPk = :list',
    ExpressionAttributeValues: { ':list': BATCH_LIST },
    ScanIndexForward: false,
  };
  const oldest = new Date(Date.parse(`${wanted}-01T00:00:00.000Z`) - ABOUT_A_YEAR_AND_A_HALF_MS).toISOString();
  for await (const batch of queryItems(table, query, z.looseObject(listedSchema.shape))) {
    if (batch.openedAt < oldest) return;
    if (lastMonthOf(batch.period) !== wanted) continue;
    for (const member of await membersOf(table, batch.batchId)) yield revisionIdSchema.parse(member);
  }
}

async function proposeOne(
  revisionId: RevisionId,
  deps: ProposeRenewalsDeps,
): Promise<keyof Omit<ProposeRenewalsOutput, 'endingIn'>> {
  if ((await readRenewal(deps.table, revisionId)) !== null) return 'known';
  const head = await readRevision(deps.table, revisionId);
  const period = nextPeriod(head.header.period, await deps.periodLengths());
  if (period === undefined) return 'over';
  const workers = await countWorkers(head, period, deps.table);
  if (workers === 0) return 'over';
  const { requestId, officeId, officerId, header } = head;
  const made = await putRenewal(deps.table, {
    revisionId,
    requestId,
    officeId,
    officerId,
    ending: header.period,
    header: { ...header, period },
    workers,
    dueDate: payByDateOf(period.firstMonth, await deps.calendar()),
    proposedAt: deps.now().toISOString(),
  });
  return made ? 'proposed' : 'known';
}

async function countWorkers(head: RevisionHead, period: Period, table: Table): Promise<number> {
  let workers = 0;
  const next = { programmes: head.header.programmes, period };
  for await (const { lines } of renewingLines(table, head, next)) workers += lines.length;
  return workers;
}
