import { dryRun } from '../../../domain/approval/dry-run.ts';
import type { PlannedLevel } from '../../../domain/approval/dry-run.ts';
import type { Policy } from '../../../domain/approval/policy.ts';
import { RefusedError } from '../../../domain/errors.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';
import { findChange } from '../../administration/find-change.ts';
import type { ReadPolicy } from '../../administration/policy-in-force.ts';
import { namesOf } from '../../administration/staff.ts';
import type { ReadStaff } from '../../administration/staff.ts';
import { readDelegations } from '../../adapters/dynamodb/absence-store.ts';
import { readMailTroubles } from '../../adapters/dynamodb/mail-trouble.ts';
import { pinState } from '../../adapters/dynamodb/pin-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { DryRunPolicyOutput, DryRunPolicyQuery } from './contract.ts';

export interface DryRunPolicyDeps {
  readonly table: Table;
  readonly policy: ReadPolicy;
  readonly staff: ReadStaff;
  readonly now: () => Date;
}

/** Tells who would be asked for an amount; nothing is stored. @throws RefusedError when `changeId` is no proposed policy */
export async function dryRunPolicy(
  { query: { amount, at: when, changeId } }: { query: DryRunPolicyQuery },
  deps: DryRunPolicyDeps,
): Promise<DryRunPolicyOutput> {
  const at = when ?? deps.now().toISOString();
  const [{ policy, version }, delegations, everybody] = await Promise.all([
    policyToTry(changeId, deps),
    readDelegations(deps.table, at),
    deps.staff(),
  ]);
  const { levels, repeated } = dryRun({ policy, amount, at, delegations });
  return {
    amount,
    at,
    policy: { name: policy.version, version },
    levels: await Promise.all(levels.map((level) => planned(level, deps.table))),
    repeated,
    names: namesOf(everybody),
  };
}

async function policyToTry(
  changeId: string | undefined,
  deps: DryRunPolicyDeps,
): Promise<{ policy: Policy; version?: number }> {
  if (changeId === undefined) {
    const { version, document } = await deps.policy();
    return { policy: document, version };
  }
  const { proposal } = await findChange(deps.table, changeId);
  if (proposal.kind === 'policy') return { policy: proposal.content };
  const text = { id: 'Perubahan itu bukan perubahan kebijakan.', en: 'That change is not one of the policy.' };
  throw new RefusedError({ code: 'not-a-policy', field: 'query.changeId', text });
}

async function planned(level: PlannedLevel, table: Table): Promise<DryRunPolicyOutput['levels'][number]> {
  const { number, policy, seats, needed, isEnough, escalation } = level;
  const asked = seats.map((seat) => seat.personId);
  const voices = [...asked, ...(escalation.escalationTarget === undefined ? [] : [escalation.escalationTarget])];
  const troubles = await readMailTroubles(table, voices);
  return {
    number,
    policy,
    seats: [...seats],
    needed,
    isEnough,
    escalationTarget: escalation.escalationTarget,
    unreachable: [...troubles.keys()],
    withoutPin: policy.proof === 'link' ? [] : await withoutPin(table, voices),
  };
}

async function withoutPin(table: Table, personIds: readonly PersonId[]): Promise<PersonId[]> {
  const states = await Promise.all(personIds.map((personId) => pinState(table, personId)));
  return personIds.filter((_personId, index) => states[index] !== 'ready');
}
