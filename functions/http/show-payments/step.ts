import { nextBatchStep } from '../../../domain/batch/next-step.ts';
import { slotKeyOf } from '../../../domain/batch/batch-id.ts';
import type { Calendar, LocalDate } from '../../../domain/calendar/calendar.ts';
import { openingDateOf, payByDateOf } from '../../../domain/calendar/due-dates.ts';
import { localDate } from '../../../domain/calendar/local-date.ts';
import { sumRupiah } from '../../../domain/money/money.ts';
import type { BatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { batchesSince, unbatchedHeads } from '../../adapters/dynamodb/committed-revisions.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { Payment, ShowPaymentsOutput } from './contract.ts';

export interface ShowPaymentsDeps extends BatchCalendar {
  readonly table: Table;
  readonly now: () => Date;
}

const DAY = 86_400_000;
/** A batch that is not closed after so many years is found in the list of batches, not here. */
const YEARS = 2;

interface Due {
  readonly date: LocalDate;
  readonly payment: Payment;
}

/** The payment calendar: unfinished batches and what waits for one, by due date. */
export async function showPayments(_call: object, deps: ShowPaymentsDeps): Promise<ShowPaymentsOutput> {
  const { table } = deps;
  const [calendar, offset] = await Promise.all([deps.calendar(), deps.utcOffsetMinutes()]);
  const today = localDate(deps.now().toISOString(), offset);
  const [batches, heads] = await Promise.all([
    Array.fromAsync(batchesSince(table, Number(today.slice(0, 4)) - YEARS)),
    Array.fromAsync(unbatchedHeads(table)),
  ]);
  const dues = [...batches.filter(({ status }) => status !== 'closed').map(batchDue), ...waitingDues(heads, calendar)];
  const byDate = Map.groupBy(dues, ({ date }) => date);
  return {
    today,
    due: [...byDate]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([date, own]) => ({
        date,
        days: Math.round((Date.parse(date) - Date.parse(today)) / DAY),
        payments: own.map(({ payment }) => payment),
      })),
  };
}

function batchDue(head: BatchHead): Due {
  const { batchId, status, wadahId, sourceId, period, lines, total, needsAdministrator } = head;
  const step = nextBatchStep({ status, needsAdministrator: needsAdministrator === true });
  return {
    date: head.dueDate,
    payment: { kind: 'batch', batchId, status, ...step, wadahId, sourceId, ...period, lines, total },
  };
}

/** One entry for the requests that will share a batch. */
function waitingDues(heads: readonly RevisionHead[], calendar: Calendar): Due[] {
  const slots = Map.groupBy(heads, ({ header }) => slotKeyOf(header));
  return [...slots.values()].flatMap((own) => {
    const [first] = own;
    if (first === undefined) return [];
    const { wadahId, sourceId, period } = first.header;
    const payment: Payment = {
      kind: 'waiting',
      requests: own.length,
      opensOn: openingDateOf(period, calendar),
      wadahId,
      sourceId,
      ...period,
      lines: own.reduce((sum, { summary, removal }) => sum + (summary?.eligible ?? 0) - (removal?.workers ?? 0), 0),
      total: sumRupiah(own.flatMap(({ committed }) => Object.values(committed ?? {}))),
    };
    return [{ date: payByDateOf(period.firstMonth, calendar), payment }];
  });
}
