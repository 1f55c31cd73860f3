import { useEffect, useMemo, useState } from 'react';
import { csvLine } from '../../../../../domain/roster/write-bad-rows.ts';
import { ROSTER_COLUMNS } from '../../../../../domain/roster/template.ts';
import type { FormOptions } from '../../../api/request-form.ts';
import type { DraftRoster } from '../../../drafts/draft.ts';
import { BYTE_ORDER_MARK } from '../../../roster-check/corrected-file.ts';
import type { CheckAnswer, RulesData } from '../../../roster-check/messages.ts';
import { startCheck } from '../../../roster-check/start-check.ts';

/** After the last key, so that a word is not judged letter by letter. */
const PAUSE_MS = 500;

/** `none` without rows. */
export type RosterCheck = CheckAnswer | { readonly kind: 'none' };

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

/** Checks the roster again after each change, in a thread of its own. */
export function useRosterCheck(roster: DraftRoster, options: FormOptions): RosterCheck {
  const [answer, setAnswer] = useState<{ readonly of: DraftRoster; readonly check: RosterCheck }>();
  const rules = useMemo(() => rulesOf(options), [options]);
  const isEmpty = roster.kind === 'grid' && !roster.rows.some(isFilled);
  useEffect(() => {
    if (isEmpty) return undefined;
    let stop: (() => void) | undefined;
    const start = (): void => {
      const file = roster.kind === 'grid' ? gridFile(roster.rows) : roster.file.blob;
      const corrections = roster.kind === 'grid' ? new Map<number, string[]>() : roster.corrections;
      stop = startCheck({ file, rules, corrections }, (check) => setAnswer({ of: roster, check }));
    };
    const timer = setTimeout(start, roster.kind === 'grid' ? PAUSE_MS : 0);
    return () => {
      clearTimeout(timer);
      stop?.();
    };
  }, [roster, rules, isEmpty]);
  if (isEmpty) return NONE;
  if (answer === undefined) return STARTING;
  // Between two keys the last judgement stays: marks that come and go with every letter help nobody.
  return answer.of === roster || (answer.of.kind === 'grid' && roster.kind === 'grid') ? answer.check : STARTING;
}
