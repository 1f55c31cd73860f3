import { describe, expect, it } from 'vitest';
import { slotParts, slotsOf, slotYear } from '../../../domain/claim/slots.ts';
import { month } from '../../../domain/period/period.ts';

describe('slots', () => {
  it('are one per programme and month of the period', () => {
    expect(slotsOf(['JKK', 'JKM'], { firstMonth: month('2027-11'), months: 1 })).toEqual(['JKK11', 'JKM11']);
    expect(slotsOf(['JHT'], { firstMonth: month('2027-02'), months: 3 })).toEqual(['JHT02', 'JHT03', 'JHT04']);
    expect(slotsOf(['JKK', 'JKM', 'JHT'], { firstMonth: month('2027-01'), months: 12 })).toHaveLength(36);
  });

  it('name their programme and month again', () => {
    const period = { firstMonth: month('2027-10'), months: 3 } as const;
    const parts = slotsOf(['JKM'], period).map((slot) => slotParts(slot, slotYear(period)));
    expect(parts).toEqual(['2027-10', '2027-11', '2027-12'].map((of) => ({ programme: 'JKM', month: of })));
  });
});
