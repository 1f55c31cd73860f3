import { policySchema } from '../../../../../domain/approval/policy.ts';
import type { LevelPolicy } from '../../../../../domain/approval/policy.ts';
import { quorumText, rangeText } from '../policy/words.ts';
import type { Fact } from './compare.ts';
import { read } from './read-facts.ts';
import type { FactTelling } from './read-facts.ts';

/** A policy level by level in words of CHANGE_TEXTS; a level keeps its id, whatever else of it changes. */
export const policyFacts = (content: unknown, tell: FactTelling): Fact[] =>
  read(policySchema, content, ({ version, levels }) => [
    { key: 'version', label: tell.c('fact.version'), value: version },
    ...levels.flatMap((level) => levelFacts(level, tell)),
  ]);

function levelFacts(level: LevelPolicy, tell: FactTelling): Fact[] {
  const { c, person, hours, language } = tell;
  const named = (ids: readonly string[] = []): string => (ids.length === 0 ? '–' : ids.map(person).join('\n'));
  const times = (all: readonly number[]): string => (all.length === 0 ? '–' : all.map(hours).join(', '));
  const { escalationTarget, escalateAfterHours, holdHours } = level;
  const entries: readonly (readonly [key: string, label: string, value: string])[] = [
    ['step', c('level.step'), String(level.step)],
    ['title', c('level.title'), level.title[language]],
    ['approvers', c('level.approvers'), named(level.approvers)],
    ['quorum', c('level.quorum'), quorumText(level, tell)],
    ['range', c('level.range'), rangeText(level, tell)],
    ['reminders', c('level.reminders'), times(level.reminderHours)],
    [
      'escalation',
      c('level.escalation'),
      escalationTarget === undefined || escalateAfterHours === undefined
        ? '–'
        : `${hours(escalateAfterHours)}: ${person(escalationTarget)}`,
    ],
    ['expiry', c('level.expiry'), hours(level.expireAfterHours)],
    [
      'onExpiry',
      c('level.onExpiry'),
      holdHours === undefined ? c(`level.${level.onExpiry}`) : `${c(`level.${level.onExpiry}`)}: ${hours(holdHours)}`,
    ],
    ['onEmpty', c('level.onEmpty'), c(`level.${level.onEmpty}`)],
    ['proof', c('level.proof'), c(`level.${level.proof}`)],
    ['delegates', c('level.delegates'), named(level.mayDelegateTo)],
  ];
  return entries.map(([key, label, value]) => ({
    key: `${level.id}.${key}`,
    group: c('level.group', { id: level.id }),
    label,
    value,
  }));
}
