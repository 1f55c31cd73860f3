import { useEffect, useMemo, useState } from 'react';
import { csvLine } from '../../../../../domain/roster/write-bad-rows.ts';
import { ROSTER_COLUMNS } from '../../../../../domain/roster/template.ts';
import type { FormOptions } from '../../../api/request-form.ts';
import type { DraftRoster } from '../../../drafts/draft.ts';
import { BYTE_ORDER_MARK } from '../../../roster-check/corrected-file.ts';
import type { CheckAnswer, RosterChanges, RosterContent, RulesData } from '../../../roster-check/messages.ts';
import { startCheck } from '../../../roster-check/start-check.ts';

/** After the last key, so that a word is not judged letter by letter. */
const PAUSE_MS = 500;

/** `none` without rows. */
export type RosterCheck = Exclude<CheckAnswer, { readonly kind: 'compared' }> | { readonly kind: 'none' };

/** Of a revision: undefined when there is nothing to compare with. */
export type Comparison = RosterChanges | 'comparing' | undefined;

const NONE: RosterCheck = { kind: 'none' };
const STARTING: RosterCheck = { kind: 'progress', progress: { rows: 0, part: undefined } };

export function rulesOf({ today, villages, occupations }: FormOptions): RulesData {
  const codes = (isWanted: (one: FormOptions['villages'][number]) => boolean) =>
    villages.filter(isWanted).map(({ code }) => code);
  return { today, occupations, knownVillages: codes(() => true), allowedVillages: codes(({ isOwn }) => isOwn) };
}

export const isFilled = (row: readonly string[]): boolean => row.some((cell) => cell.trim() !== '');

/** Typed rows as the file that is checked and sent; empty rows keep their place, and with it the row numbers. */
export function gridFile(rows: readonly (readonly string[])[]): Blob {
  return new Blob([BYTE_ORDER_MARK, csvLine(ROSTER_COLUMNS), ...rows.map(csvLine)], { type: 'text/csv' });
}

function contentOf(roster: DraftRoster): RosterContent {
  return roster.kind === 'grid'
    ? { file: gridFile(roster.rows), corrections: new Map() }
    : { file: roster.file.blob, corrections: roster.corrections };
}

interface Answer {
  readonly of: DraftRoster;
  readonly check: RosterCheck;
  readonly comparison: Comparison;
}

interface Checking {
  readonly check: RosterCheck;
  readonly comparison: Comparison;
}

interface CheckOrder {
  readonly roster: DraftRoster;
  /** The roster of the revision before, as far as it is on this device. */
  readonly earlier: DraftRoster | undefined;
}

/** Checks the roster again after each change, in a thread of its own. */
export function useRosterCheck({ roster, earlier }: CheckOrder, options: FormOptions): Checking {
  const [answer, setAnswer] = useState<Answer>();
  const rules = useMemo(() => rulesOf(options), [options]);
  const isEmpty = isEmptyRoster(roster);
  useEffect(() => {
    if (isEmpty) return undefined;
    let stop: (() => void) | undefined;
    const start = (): void => {
      const order = { ...contentOf(roster), rules, earlier: earlier && contentOf(earlier) };
      stop = startCheck(order, (told) => setAnswer((before) => next(before, { roster, earlier }, told)));
    };
    const timer = setTimeout(start, roster.kind === 'grid' ? PAUSE_MS : 0);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [roster, earlier, rules, isEmpty]);
  const comparing = earlier && 'comparing';
  if (isEmpty) return { check: NONE, comparison: undefined };
  if (answer === undefined) return { check: STARTING, comparison: comparing };
  // Between two keys the last judgement stays: marks that come and go with every letter help nobody.
  return isSameOrTyped(answer.of, roster) ? answer : { check: STARTING, comparison: comparing };
}

const isSameOrTyped = (one: DraftRoster, other: DraftRoster): boolean =>
  one === other || (one.kind === 'grid' && other.kind === 'grid');

function next(before: Answer | undefined, now: CheckOrder, told: CheckAnswer): Answer | undefined {
  const { roster: of, earlier } = now;
  const last = before !== undefined && isSameOrTyped(before.of, of) ? before : undefined;
  switch (told.kind) {
    case 'compared':
      return last && { ...last, of, comparison: told.changes };
    case 'progress':
      // Few rows are through in a blink: the last judgement stays until the next.
      return of.kind === 'grid' && last !== undefined ? last : { of, check: told, comparison: earlier && 'comparing' };
    case 'found':
      return { of, check: told, comparison: earlier && (last?.comparison ?? 'comparing') };
    case 'refused':
    case 'broken':
      return { of, check: told, comparison: undefined };
  }
}

const isEmptyRoster = (roster: DraftRoster): boolean => roster.kind === 'grid' && !roster.rows.some(isFilled);
