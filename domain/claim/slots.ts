import * as z from 'zod';
import { fiscalYearOf, month, monthsOf } from '../period/period.ts';
import type { Month, Period } from '../period/period.ts';
import { programmeSchema } from '../programme/programme.ts';
import type { Programme } from '../programme/programme.ts';

/** `JKK01`: a programme in a month of the fiscal year that the item is of. One revision at most holds it. */
export const slotSchema = z
  .string()
  .regex(/^(JKK|JKM|JHT)(0[1-9]|1[0-2])$/)
  .brand<'Slot'>();
export type Slot = z.infer<typeof slotSchema>;

/** Every slot that a line of these programmes and period needs, in a fixed order. */
export function slotsOf(programmes: readonly Programme[], period: Period): Slot[] {
  return programmes.flatMap((programme) =>
    monthsOf(period).map((of) => slotSchema.parse(`${programme}${of.slice(5)}`)),
  );
}

/** Programme and coverage month of a slot in a fiscal year. */
export function slotParts(slot: Slot, year: number): { programme: Programme; month: Month } {
  return { programme: programmeSchema.parse(slot.slice(0, 3)), month: month(`${year}-${slot.slice(3)}`) };
}

/** The fiscal year whose item holds a period's slots. */
export function slotYear(period: Period): number {
  return fiscalYearOf(period.firstMonth);
}
