import { terbilang } from '../../../domain/terbilang/terbilang.ts';
import type { ReadRecap } from '../../files/read-recap.ts';

/** What every recap of a batch must say, from lines, journal and roster. Whole rupiah. */
export interface ExpectedRecap {
  readonly workers: number;
  readonly total: number;
  readonly accounts: ReadonlyMap<string, number>;
  /** Undefined when the roster export has no village or no total to add up. */
  readonly villages: ReadonlyMap<string, number> | undefined;
}

/** Differences in English, without personal data. */
export function recapDifferences(name: string, found: ReadRecap, expected: ExpectedRecap): string[] {
  const { workers, total, inWords } = found;
  return [
    ...(workers === expected.workers ? [] : [`${workers} workers instead of ${expected.workers}`]),
    ...(total === expected.total ? [] : [`a total of Rp${total} instead of Rp${expected.total}`]),
    ...(inWords === undefined || inWords === terbilang(expected.total) ? [] : [`"${inWords}" as the total in words`]),
    ...amountDifferences('account', found.accounts, expected.accounts),
    ...(expected.villages === undefined
      ? []
      : amountDifferences('place', found.places, withKecamatan(expected.villages))),
  ].map((difference) => `${name}: ${difference}`);
}

/** Length of a kecamatan's code. */
const KECAMATAN = 8;

/** The villages and, of each kecamatan, their sum. */
function withKecamatan(villages: ReadonlyMap<string, number>): Map<string, number> {
  const places = new Map(villages);
  for (const [code, amount] of villages) {
    const kecamatan = code.slice(0, KECAMATAN);
    places.set(kecamatan, (places.get(kecamatan) ?? 0) + amount);
  }
  return places;
}

function amountDifferences(
  what: string,
  found: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, number>,
): string[] {
  const codes = new Set([...expected.keys(), ...found.keys()]);
  return [...codes].flatMap((code) => {
    const [seen, wanted] = [found.get(code) ?? 0, expected.get(code) ?? 0];
    return seen === wanted ? [] : [`Rp${seen} for ${what} ${code} instead of Rp${wanted}`];
  });
}
