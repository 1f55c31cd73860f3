import { viewOf } from '../../administration/change-records.ts';
import type { ChangeView } from '../../administration/change-records.ts';
import { drop } from '../../administration/drop.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';

export interface RejectChangeCall {
  readonly params: { readonly changeId: string };
  readonly body: { readonly reason: string };
  readonly caller: Pick<Person, 'personId'>;
}

export interface RejectChangeDeps {
  readonly table: Table;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

/** Rejects what another person proposed; nobody can confirm it any more. @throws RefusedError not-found, forbidden, conflict */
export async function rejectChange(
  { params, body, caller }: RejectChangeCall,
  { table, nudgeMail, now }: RejectChangeDeps,
): Promise<ChangeView> {
  const dropping = { changeId: params.changeId, as: 'rejected', by: caller.personId, reason: body.reason } as const;
  const change = await drop({ table, at: now().toISOString() }, dropping);
  await nudgeMail();
  return viewOf(change);
}
