import { createReadStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseRegionRows } from '../../../domain/region/region.ts';
import { parseRoster } from '../../../domain/roster/parse-roster.ts';
import { countOutcomes, generateRoster, outcomeKey } from '../../../tools/roster/generate.ts';
import { MISTAKES } from '../../../tools/roster/mistakes.ts';
import { OCCUPATIONS, TRANSPORT_OCCUPATIONS } from '../../../tools/roster/words.ts';
import { writeRosterFile } from '../../../tools/roster/write.ts';

const csv = readFileSync(new URL('../../../config/region/villages-1410.csv', import.meta.url), 'utf8');
const villages = parseRegionRows(csv).map(({ code }) => code);
const rules = {
  today: '2026-11-22',
  knownVillages: new Set(villages),
  allowedVillages: new Set(villages),
  occupations: [{ code: 'listed', names: [...OCCUPATIONS.map(([name]) => name), ...TRANSPORT_OCCUPATIONS] }],
};
const order = { workers: 400, badRows: 48, seed: 7, villages };

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'roster-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe('an invented roster', () => {
  it('is the same for the same seed and another for another', () => {
    const first = [...generateRoster(order)];

    expect([...generateRoster(order)]).toEqual(first);
    expect([...generateRoster({ ...order, seed: 8 })]).not.toEqual(first);
  });

  it.each(['roster.csv', 'roster.xlsx'])('ends row by row where it says, as %s', async (name) => {
    const file = join(folder, name);
    await writeRosterFile(file, order);
    const expected = [...generateRoster(order)].map(({ expected: outcome }) =>
      outcome.kind === 'bad' ? outcome.code : 'good',
    );

    const judged: string[] = [];
    const warnings: string[] = [];
    for await (const item of parseRoster({ source: createReadStream(file), rules })) {
      if (item.kind === 'good') {
        judged.push('good');
        warnings.push(...item.warnings.map(({ code }) => code));
      } else if (item.kind === 'bad') judged.push(item.problems.map(({ code }) => code).join('+'));
    }

    expect(judged).toEqual(expected);
    expect(warnings).toEqual([]);
  });

  it('holds every kind of mistake and as many good rows as ordered', () => {
    const counts = countOutcomes(order);

    expect(counts['good']).toBe(400);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(448);
    for (const { expected } of MISTAKES) expect(counts[outcomeKey(expected)]).toBeGreaterThan(0);
  });

  it('starts with mistakes that need no earlier row when nothing but bad rows is ordered', () => {
    expect(countOutcomes({ ...order, workers: 0, badRows: 20 })).not.toHaveProperty('nik-duplicate');
  });

  it('has good workers within the limits of the sample programme', () => {
    for (const { cells, expected } of generateRoster(order)) {
      if (expected.kind !== 'good') continue;
      const [, , , born = '', , , , , , , income = '', decile = ''] = cells;
      const bornOn = born.split('/').toReversed().join('-');
      expect(bornOn > '1962-01-01' && bornOn <= '2009-01-01').toBe(true);
      expect(Number(income)).toBeLessThan(3_000_000);
      expect(Number(decile)).toBeLessThanOrEqual(4);
    }
  });
});
