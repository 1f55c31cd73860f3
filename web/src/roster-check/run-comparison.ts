import { compareRosters } from '../../../domain/request/compare-rosters.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import type { Found, RosterChanges, RosterContent, RulesData } from './messages.ts';
import { runCheck } from './run-check.ts';

/** As many as a grid takes in, so that each of its rows can be marked. */
const LISTED = 500;

interface Checked {
  readonly rows: readonly RosterRow[];
  readonly found: Found;
  readonly rules: RulesData;
}

/** What a roster that has been checked says otherwise than the one before. @throws RosterRefusedError of the earlier one */
export async function runComparison(earlier: RosterContent, now: Checked): Promise<RosterChanges> {
  const rows: RosterRow[] = [];
  const before = await runCheck(
    { ...earlier, rules: now.rules },
    () => {},
    (row) => rows.push(row),
  );
  const compared = await compareRosters(rows, now.rows, LISTED);
  return { ...compared, badBefore: before.bad, badNow: now.found.bad };
}
