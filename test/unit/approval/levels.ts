import { levelPolicySchema, type LevelPolicy } from '../../../domain/approval/policy.ts';
import { openLevel, type OpenLevelInput } from '../../../domain/approval/open-level.ts';
import type { LevelState } from '../../../domain/approval/level.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';

export const person = (id: string) => id as PersonId;
export const OPENED = '2027-01-04T02:00:00.000Z';

/** The instant so many hours after the opening. */
export function hour(hours: number): string {
  return new Date(Date.parse(OPENED) + hours * 3_600_000).toISOString();
}

export function levelPolicy(changes: Record<string, unknown> = {}): LevelPolicy {
  return levelPolicySchema.parse({
    id: 'dinas',
    step: 1,
    title: { id: 'Kepala Dinas', en: 'Head of Office' },
    approvers: ['ani', 'budi', 'cici'],
    quorum: { kind: 'k-of-n', k: 2 },
    amountFrom: 0,
    amountBelow: null,
    reminderHours: [24, 48],
    escalateAfterHours: 72,
    escalationTarget: 'tari',
    expireAfterHours: 168,
    onExpiry: 'expire',
    onEmpty: 'block',
    proof: 'link',
    mayDelegateTo: ['dedi', 'eka', 'gita', 'hadi'],
    ...changes,
  });
}

export function openingOf(changes: Record<string, unknown> = {}, input: Partial<OpenLevelInput> = {}) {
  return openLevel({
    policy: levelPolicy(changes),
    number: 2,
    submitterId: person('petugas'),
    decidedElsewhere: [person('zaki')],
    at: OPENED,
    ...input,
  });
}

export function opened(changes: Record<string, unknown> = {}, input: Partial<OpenLevelInput> = {}): LevelState {
  const result = openingOf(changes, input);
  if (result.kind !== 'opened') throw new Error('the level is empty');
  return result.level;
}
