import { beforeAll, describe, expect, it } from 'vitest';
import { periodLengthSchema } from '../../../domain/period/period.ts';
import { output as optionsOutput } from '../../../functions/http/show-form-options/contract.ts';
import { showFormOptions } from '../../../functions/http/show-form-options/step.ts';
import { merantiConfiguration } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { OFFICER, OTHER_OFFICER, submitWorld } from '../../support/submit-world.ts';
import type { SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

async function optionsOn(day: string, as = OFFICER) {
  const configuration = merantiConfiguration();
  const documents = {
    current: <Name extends keyof typeof configuration>(name: Name) =>
      Promise.resolve({ version: 1, document: configuration[name] }),
  };
  const now = () => new Date(`${day}T02:00:00.000Z`);
  return optionsOutput.parse(await showFormOptions({ caller: await world.caller(as) }, { documents, now }));
}

describe('what a request can ask for', () => {
  it('begins with the first month that is not closed, and ends with the last year that has money', async () => {
    const { periods, today } = await optionsOn('2026-12-10');
    const years = merantiConfiguration().allocations.map(({ fiscalYear }) => fiscalYear);

    expect(today).toBe('2026-12-10');
    // November is due on 15 December.
    expect(periods.map(({ firstMonth }) => firstMonth).filter((month) => month < '2027')).toEqual(
      years.includes(2026) ? ['2026-11', '2026-12'] : [],
    );
    expect(periods.at(-1)?.firstMonth).toBe(`${Math.max(...years)}-12`);
  });

  it('offers no length that leaves the fiscal year', async () => {
    const { periods } = await optionsOn('2026-12-10');
    const lengths = (month: string) => periods.find(({ firstMonth }) => firstMonth === month)?.lengths;

    expect(lengths('2027-01')).toEqual(periodLengthSchema.options.map(({ value }) => value));
    expect(lengths('2027-10')).toEqual([1, 3]);
    expect(lengths('2027-11')).toEqual([1]);
  });

  it('names every village of the regency and tells which are the office’s own', async () => {
    const wide = await optionsOn('2026-12-10');
    const narrow = await optionsOn('2026-12-10', OTHER_OFFICER);

    expect(wide.villages.every(({ isOwn, kecamatan }) => isOwn && kecamatan !== '')).toBe(true);
    const own = narrow.villages.filter(({ isOwn }) => isOwn);
    expect(own.length).toBeGreaterThan(0);
    expect(new Set(own.map(({ kecamatan }) => kecamatan)).size).toBe(1);
    expect(narrow.villages).toHaveLength(wide.villages.length);
  });
});
