import { slotsOf, slotYear } from '../../../domain/claim/slots.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { Period } from '../../../domain/period/period.ts';
import type { Programme } from '../../../domain/programme/programme.ts';
import { isDead } from '../../../domain/request/lifecycle.ts';
import { workerYearKey } from './keys.ts';
import type { Statuses } from './owner-statuses.ts';
import { readMany, readManyKey } from './read-many.ts';
import type { RawItem } from './read-many.ts';
import type { Line } from './records.ts';
import type { Table } from './table.ts';

export interface WantedMonths {
  readonly programmes: readonly Programme[];
  readonly period: Period;
}

/** Of these lines, those for whose worker no living revision holds any of these months. */
export async function linesNobodyHolds(
  table: Table,
  lines: readonly Line[],
  { wanted, statuses }: { readonly wanted: WantedMonths; readonly statuses: Statuses },
): Promise<Line[]> {
  const year = slotYear(wanted.period);
  const items = await readMany(
    table,
    lines.map(({ nikHash }) => workerYearKey(nikHash, year)),
  );
  const free: Line[] = [];
  for (const line of lines) {
    if (!(await isHeld(items.get(readManyKey(workerYearKey(line.nikHash, year))), wanted, statuses))) free.push(line);
  }
  return free;
}

async function isHeld(
  item: RawItem | undefined,
  { programmes, period }: WantedMonths,
  statuses: Statuses,
): Promise<boolean> {
  for (const slot of slotsOf(programmes, period)) {
    const owner = revisionIdSchema.safeParse(item?.[slot]);
    if (owner.success && !isDead(await statuses(owner.data))) return true;
  }
  return false;
}
