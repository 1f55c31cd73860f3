import { differs } from '../../../domain/batch/difference.ts';
import { formatRupiah } from '../../../domain/money/money.ts';
import { terbilang } from '../../../domain/terbilang/terbilang.ts';
import type { Text } from '../../../domain/text.ts';
import type { ReadRecap } from '../../files/read-recap.ts';
import { amountInWords } from './compare.ts';

/** What every recap of a batch must say, from lines, journal and roster. Whole rupiah. */
export interface ExpectedRecap {
  readonly workers: number;
  readonly total: number;
  readonly accounts: ReadonlyMap<string, number>;
  /** Undefined when the roster export has no village or no total to add up. */
  readonly villages: ReadonlyMap<string, number> | undefined;
}

/** Without personal data. */
export function recapDifferences(name: string, found: ReadRecap, expected: ExpectedRecap): Text[] {
  const { workers, total, inWords } = found;
  const sum = amountInWords(total);
  return [
    ...differs(
      workers === expected.workers,
      `${workers} pekerja, seharusnya ${expected.workers}`,
      `${workers} workers instead of ${expected.workers}`,
    ),
    ...differs(
      total === expected.total,
      `jumlah ${sum.id}, seharusnya ${formatRupiah(expected.total)}`,
      `a total of ${sum.en} instead of ${formatRupiah(expected.total)}`,
    ),
    ...differs(
      inWords === undefined || inWords === terbilang(expected.total),
      `terbilang “${inWords}”`,
      `“${inWords}” as the total in words`,
    ),
    ...amountDifferences({ id: 'rekening', en: 'account' }, found.accounts, expected.accounts),
    ...(expected.villages === undefined
      ? []
      : amountDifferences({ id: 'wilayah', en: 'place' }, found.places, withKecamatan(expected.villages))),
  ].map(({ id, en }) => ({ id: `${name}: ${id}`, en: `${name}: ${en}` }));
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
  what: Text,
  found: ReadonlyMap<string, number>,
  expected: ReadonlyMap<string, number>,
): Text[] {
  const codes = new Set([...expected.keys(), ...found.keys()]);
  return [...codes].flatMap((code) => {
    const [seen, wanted] = [found.get(code) ?? 0, expected.get(code) ?? 0];
    const is = amountInWords(seen);
    return differs(
      seen === wanted,
      `${is.id} untuk ${what.id} ${code}, seharusnya ${formatRupiah(wanted)}`,
      `${is.en} for ${what.en} ${code} instead of ${formatRupiah(wanted)}`,
    );
  });
}
