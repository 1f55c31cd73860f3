import type { Calendar, LocalDate } from '../calendar/calendar.ts';
import { closedMonthsOf } from '../calendar/due-dates.ts';
import { firstDayOf } from '../calendar/local-date.ts';
import { monthsOf, type Period } from '../period/period.ts';
import type { Text } from '../text.ts';
import { COVER_RULES } from './cover-rules.ts';
import { occupationIndex } from './occupations.ts';
import type { EligibilityParameters, RuleId } from './parameters.ts';
import { PERSON_RULES } from './person-rules.ts';
import type { EligibilityRow, EligibilityRule, HeldCover, Outcome, RequestFacts, WorkerLookups } from './rule.ts';

/** Grows with every change of what a rule does; the configuration's version covers the parameters. */
const RULES_REVISION = 2;

export const ELIGIBILITY_RULES = [...PERSON_RULES, ...COVER_RULES];

export interface Finding {
  readonly ruleId: RuleId;
  readonly outcome: 'warn' | 'refuse';
  readonly reason: Text;
}

/** What the rules say of one worker: those of `rules` that are not among the findings passed. */
export interface WorkerResult {
  readonly outcome: Outcome;
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleId[];
  readonly rulesVersion: string;
}

/** The rules and facts of one request, worked out once and used for each of its workers. */
export interface PreparedRules {
  readonly rulesVersion: string;
  readonly facts: RequestFacts;
  readonly beforeClaim: RuleSet;
  readonly claim: RuleSet;
  readonly secondCheck: RuleSet;
}

interface RuleSet {
  readonly rules: readonly EligibilityRule[];
  readonly ids: readonly RuleId[];
}

export interface RulesInput {
  /** The programme's configuration in force (or, at the second check, as recorded with the request). */
  readonly programme: {
    readonly version: string;
    readonly occupations: Iterable<{ readonly code: string; readonly names: readonly string[] }>;
    readonly eligibility: EligibilityParameters;
  };
  readonly villages: Iterable<string>;
  readonly period: Period;
  /** The local day. */
  readonly today: LocalDate;
  readonly calendar: Calendar;
}

export function prepareRules({ programme, villages, period, today, calendar }: RulesInput): PreparedRules {
  const enabled = ELIGIBILITY_RULES.map((define) => define(programme.eligibility)).filter((rule) => rule.enabled);
  const set = (wanted: (rule: EligibilityRule) => boolean): RuleSet => {
    const rules = enabled.filter(wanted);
    return { rules, ids: rules.map((rule) => rule.id) };
  };
  return {
    rulesVersion: `${programme.version}/rules-${RULES_REVISION}`,
    facts: {
      period,
      months: monthsOf(period),
      firstDay: firstDayOf(period.firstMonth),
      today,
      closedMonths: closedMonthsOf(period, today, calendar),
      villages: new Set(villages),
      occupations: occupationIndex(programme.occupations),
    },
    beforeClaim: set((rule) => rule.phase === 'before-claim'),
    claim: set((rule) => rule.phase === 'claim'),
    secondCheck: set((rule) => rule.secondCheck),
  };
}

export interface WorkerQuestion {
  readonly row: EligibilityRow;
  readonly lookups?: WorkerLookups;
  readonly rules: PreparedRules;
}

const NOTHING_KNOWN: WorkerLookups = {};

/** The cheap rules, before any claim is taken: whoever is refused here claims nothing. */
export function evaluateBeforeClaim({ row, lookups = NOTHING_KNOWN, rules }: WorkerQuestion): WorkerResult {
  return evaluate(rules.beforeClaim, { row, lookups, rules });
}

/** The claim's outcome as a rule's: refused when another living revision holds any of the slots. */
export function evaluateClaim(question: {
  readonly row: EligibilityRow;
  readonly heldByOthers: readonly HeldCover[];
  readonly rules: PreparedRules;
}): WorkerResult {
  const { row, heldByOthers, rules } = question;
  return evaluate(rules.claim, { row, lookups: { heldByOthers }, rules });
}

/** The second check, after approval: a refusal removes the line; nothing else about the worker is judged again. */
export function evaluateSecondCheck({ row, lookups = NOTHING_KNOWN, rules }: WorkerQuestion): WorkerResult {
  return evaluate(rules.secondCheck, { row, lookups, rules });
}

/** Both phases at once, when what the claim found is known already. */
export function evaluateWorker(question: WorkerQuestion): WorkerResult {
  const before = evaluateBeforeClaim(question);
  if (before.outcome === 'refuse') return before;
  const heldByOthers = question.lookups?.heldByOthers ?? [];
  return mergeResults(before, evaluateClaim({ row: question.row, heldByOthers, rules: question.rules }));
}

export function mergeResults(first: WorkerResult, second: WorkerResult): WorkerResult {
  return {
    outcome: worst([first.outcome, second.outcome]),
    findings: [...first.findings, ...second.findings],
    rules: [...first.rules, ...second.rules],
    rulesVersion: first.rulesVersion,
  };
}

function evaluate(set: RuleSet, question: Required<WorkerQuestion>): WorkerResult {
  const { row, lookups, rules } = question;
  const asked = { row, lookups, facts: rules.facts };
  const findings: Finding[] = [];
  for (const rule of set.rules) {
    const objection = rule.evaluate(asked);
    if (objection !== undefined) findings.push({ ruleId: rule.id, ...objection });
  }
  const outcome = worst(findings.map((finding) => finding.outcome));
  return { outcome, findings, rules: set.ids, rulesVersion: rules.rulesVersion };
}

function worst(outcomes: readonly Outcome[]): Outcome {
  if (outcomes.includes('refuse')) return 'refuse';
  return outcomes.includes('warn') ? 'warn' : 'pass';
}
