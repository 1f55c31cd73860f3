import { viewOf } from '../../administration/change-records.ts';
import { confirm } from '../../administration/confirm.ts';
import { settleOpenLevels } from '../../adapters/dynamodb/settle-level.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { ConfirmChangeOutput } from './contract.ts';

export interface ConfirmChangeDeps {
  readonly table: Table;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

/**
 * Confirms what another person proposed, and brings open levels to it at once. What is cut off here, or begins later,
 * repair brings about within five minutes, and each level itself before anything of it is judged as due.
 */
export async function confirmChange(
  { params: { changeId }, caller }: { params: { changeId: string }; caller: Pick<Person, 'personId'> },
  { table, nudgeMail, now }: ConfirmChangeDeps,
): Promise<ConfirmChangeOutput> {
  const at = now().toISOString();
  const change = await confirm({ table, at }, { changeId, confirmedBy: caller.personId });
  const { kind } = change.proposal;
  const touchesLevels = kind === 'delegation' || kind === 'freeze';
  const { changed } = touchesLevels ? await settleOpenLevels(table, { at, by: caller.personId }) : { changed: 0 };
  await nudgeMail();
  return { ...viewOf(change), moved: changed };
}
