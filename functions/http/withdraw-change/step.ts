import { viewOf } from '../../administration/change-records.ts';
import type { ChangeView } from '../../administration/change-records.ts';
import { drop } from '../../administration/drop.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';

export interface WithdrawChangeCall {
  readonly params: { readonly changeId: string };
  readonly body: { readonly reason: string };
  readonly caller: Pick<Person, 'personId'>;
}

/** Takes back what one has proposed oneself; nobody can confirm it any more. @throws RefusedError not-found, forbidden, conflict */
export async function withdrawChange(
  { params, body, caller }: WithdrawChangeCall,
  { table, now }: { table: Table; now: () => Date },
): Promise<ChangeView> {
  const dropping = { changeId: params.changeId, as: 'withdrawn', by: caller.personId, reason: body.reason } as const;
  return viewOf(await drop({ table, at: now().toISOString() }, dropping));
}
