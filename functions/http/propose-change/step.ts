import { crockford } from '../../../domain/identity/ids.ts';
import { viewOf } from '../../administration/change-records.ts';
import type { ChangeView, Proposal } from '../../administration/change-records.ts';
import { propose } from '../../administration/propose.ts';
import { hashPin } from '../../adapters/dynamodb/pin-store.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { ProposeChangeBody } from './contract.ts';

export interface ProposeChangeDeps {
  readonly table: Table;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

/** Proposes a change; it has no effect until another administrator confirms it. @throws RefusedError for what cannot be used */
export async function proposeChange(
  { body, caller }: { body: ProposeChangeBody; caller: Pick<Person, 'personId'> },
  deps: ProposeChangeDeps,
): Promise<ChangeView> {
  return proposeAs(caller, await withoutPin(body), deps);
}

export async function proposeAs(
  { personId: proposedBy }: Pick<Person, 'personId'>,
  proposal: Proposal,
  { table, randomBytes, nudgeMail, now }: ProposeChangeDeps,
): Promise<ChangeView> {
  const changeId = crockford(randomBytes(12), 12);
  const change = await propose({ table, at: now().toISOString() }, { changeId, proposal, proposedBy });
  await nudgeMail();
  return viewOf(change);
}

async function withoutPin(body: ProposeChangeBody): Promise<Proposal> {
  if (body.kind !== 'pin') return body;
  const { personId, pin } = body.content;
  return { kind: 'pin', content: { personId, ...(await hashPin(pin)) } };
}
