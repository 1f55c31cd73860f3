import { viewOf } from '../../administration/change-records.ts';
import type { ChangeView } from '../../administration/change-records.ts';
import { drop } from '../../administration/drop.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';

export interface RejectChangeCall {
  readonly params: { readonly changeId: string };
  readonly body: { readonly reason: string };
  readonly caller: Pick<Person, 'personId'>;
}

/** Rejects what another person proposed; nobody can confirm it any more. @throws RefusedError not-found, forbidden, conflict */
export async function rejectChange(
  { params, body, caller }: RejectChangeCall,
  { table, now }: { table: Table; now: () => Date },
): Promise<ChangeView> {
  const dropping = { changeId: params.changeId, as: 'rejected', by: caller.personId, reason: body.reason } as const;
  return viewOf(await drop({ table, at: now().toISOString() }, dropping));
}
