import { openingDateOf, payByDateOf } from '../../../domain/calendar/due-dates.ts';
import { RefusedError } from '../../../domain/errors.ts';
import type { BatchCalendar } from '../../adapters/dynamodb/batch-calendar.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { listRenewalPage } from '../../adapters/dynamodb/renewal-store.ts';
import { latestHeads } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListRenewalsOutput } from './contract.ts';

interface ListRenewalsCall {
  readonly query: { readonly officeId?: string | undefined; readonly cursor?: string | undefined };
  readonly caller: Person;
}

interface ListRenewalsDeps extends Pick<BatchCalendar, 'calendar'> {
  readonly table: Table;
}

/**
 * One page of an office's renewals, each with the day by which it has to be approved and what became of it.
 * @throws RefusedError when nobody says which office
 */
export async function listRenewals(
  { query, caller }: ListRenewalsCall,
  { table, calendar }: ListRenewalsDeps,
): Promise<ListRenewalsOutput> {
  const officeId = caller.roles.includes('officer') ? caller.officeId : query.officeId;
  if (officeId === undefined) throw whichOffice();
  const { renewals, cursor } = await listRenewalPage(table, officeId, query.cursor);
  const [inForce, heads] = await Promise.all([
    calendar(),
    latestHeads(
      table,
      renewals.flatMap(({ sentAs }) => sentAs ?? []),
    ),
  ]);
  const listed = renewals.map(({ sentAs, ...renewal }) => {
    const head = heads.find(({ requestId }) => requestId === sentAs);
    const { period } = renewal.header;
    // By the calendar of today: a holiday may have come since it was proposed.
    const days = { dueDate: payByDateOf(period.firstMonth, inForce), opensOn: openingDateOf(period, inForce) };
    if (head === undefined) return { ...renewal, ...days };
    return { ...renewal, ...days, sent: { requestId: head.requestId, status: head.status } };
  });
  return { renewals: listed, cursor };
}

function whichOffice(): RefusedError {
  return new RefusedError({
    code: 'which-office',
    field: 'query.officeId',
    text: { id: 'Sebutkan instansinya.', en: 'Name the office.' },
  });
}
