import type { LocalDate } from '../calendar/calendar.ts';
import type { Month, Period } from '../period/period.ts';
import type { Programme } from '../programme/programme.ts';
import type { RosterRow } from '../roster/roster-row.ts';
import type { Text } from '../text.ts';
import type { EligibilityParameters, RuleId } from './parameters.ts';

export type Outcome = 'pass' | 'warn' | 'refuse';

/** The part of a roster row that the rules look at. */
export type EligibilityRow = Pick<
  RosterRow,
  | 'rowNumber'
  | 'nik'
  | 'nama'
  | 'tempatLahir'
  | 'tanggalLahir'
  | 'namaIbuKandung'
  | 'alamat'
  | 'kodeDesa'
  | 'pekerjaan'
  | 'penghasilan'
  | 'desilDtsen'
  | 'tanggalDtsen'
  | 'noHp'
  | 'email'
>;

export type ExclusionReason = 'deceased' | 'moved' | 'left';

/** One programme and month that another living revision holds; `holder` is its number, for the officer to quote. */
export interface HeldCover {
  readonly programme: Programme;
  readonly month: Month;
  readonly holder?: string;
}

/** What is known of this worker from elsewhere; whatever is absent is not known and speaks for the worker. */
export interface WorkerLookups {
  /** Row of this roster with the same name and birth date under another NIK. */
  readonly nearDuplicateRow?: number;
  readonly exclusion?: { readonly reason: ExclusionReason; readonly since?: LocalDate };
  /** From BPJS TK's list of active members as of a local day: who pays, and the last month that is paid. */
  readonly activeElsewhere?: { readonly sponsor?: string; readonly until?: Month; readonly asOf: LocalDate };
  readonly lastPaidMonth?: Month;
  /** First month of membership. */
  readonly registeredFrom?: Month;
  /** What the claim found taken; only the phase `claim` reads it. */
  readonly heldByOthers?: readonly HeldCover[];
}

/** What is the same for every worker of a request. */
export interface RequestFacts {
  readonly period: Period;
  readonly months: readonly Month[];
  readonly firstDay: LocalDate;
  readonly today: LocalDate;
  readonly closedMonths: readonly Month[];
  readonly villages: ReadonlySet<string>;
  /** Code by normalised spelling. */
  readonly occupations: ReadonlyMap<string, string>;
}

export interface RuleQuestion {
  readonly row: EligibilityRow;
  readonly lookups: WorkerLookups;
  readonly facts: RequestFacts;
}

/** What a rule says against a worker; undefined means it passes. */
export interface Objection {
  readonly outcome: 'warn' | 'refuse';
  readonly reason: Text;
}

export type Phase = 'before-claim' | 'claim';

export interface RuleTraits {
  readonly phase: Phase;
  /** True for the rules that may remove a line after approval: died, excluded, covered elsewhere, month closed. */
  readonly secondCheck: boolean;
}

/** A rule bound to its parameters of one version of the programme's configuration. */
export interface EligibilityRule extends RuleTraits {
  readonly id: RuleId;
  readonly source: string;
  readonly enabled: boolean;
  readonly evaluate: (question: RuleQuestion) => Objection | undefined;
}

export type RuleDefinition = (parameters: EligibilityParameters) => EligibilityRule;

/** Ties a rule's function to the parameters that the configuration keeps under the same id. */
export function defineRule<Id extends RuleId>(
  id: Id,
  traits: RuleTraits,
  evaluate: (question: RuleQuestion, parameters: EligibilityParameters[Id]) => Objection | undefined,
): RuleDefinition {
  return (all) => {
    const parameters = all[id];
    return {
      id,
      ...traits,
      source: parameters.source,
      enabled: parameters.enabled,
      evaluate: (question) => evaluate(question, parameters),
    };
  };
}

/** An objection, or none when the configuration says that this passes. */
export function objectionOf(outcome: Outcome, id: string, en: string): Objection | undefined {
  return outcome === 'pass' ? undefined : { outcome, reason: { id, en } };
}
