import { programmeAmounts } from '../../../domain/batch/tally.ts';
import type { LinePrice } from '../../../domain/batch/tally.ts';
import { sumRupiah } from '../../../domain/money/money.ts';
import type { AmountField, ExportedRow } from '../../files/read-export.ts';

type Sums = Record<AmountField | 'lines', number>;

/** What the lines say about each worker, taken off again row by row as a file is read. */
export interface Comparison {
  readonly expect: (nikHash: string, price: LinePrice) => void;
  /** Reads a whole file against the lines. Differences in English, at most ten, without any personal data. */
  readonly differences: (rows: AsyncIterable<ExportedRow>, nikHash: (nik: string) => string) => Promise<string[]>;
}

const MOST = 10;

export function createComparison(): Comparison {
  const expected = new Map<string, Sums>();
  return {
    expect: (nikHash, price) => {
      const amounts = programmeAmounts(price);
      add(expected, nikHash, {
        lines: 1,
        jkk: amounts.JKK ?? 0,
        jkm: amounts.JKM ?? 0,
        jht: amounts.JHT ?? 0,
        total: sumRupiah(Object.values(amounts)),
      });
    },
    differences: async (rows, nikHash) => {
      const seen = new Map<string, Sums>();
      const fields = new Set<AmountField>();
      for await (const { nik, amounts } of rows) {
        const sums: Sums = { lines: 1, jkk: 0, jkm: 0, jht: 0, total: 0, ...amounts };
        for (const field of Object.keys(amounts)) if (isAmountField(field)) fields.add(field);
        add(seen, nikHash(nik), sums);
      }
      return differencesOf(expected, seen, fields);
    },
  };
}

const isAmountField = (name: string): name is AmountField => ['jkk', 'jkm', 'jht', 'total'].includes(name);

function add(sums: Map<string, Sums>, nikHash: string, more: Sums): void {
  const before = sums.get(nikHash);
  if (before === undefined) {
    sums.set(nikHash, { ...more });
    return;
  }
  before.lines += more.lines;
  before.jkk += more.jkk;
  before.jkm += more.jkm;
  before.jht += more.jht;
  before.total += more.total;
}

function differencesOf(
  expected: ReadonlyMap<string, Sums>,
  seen: ReadonlyMap<string, Sums>,
  fields: ReadonlySet<AmountField>,
): string[] {
  const found: string[] = [];
  for (const [nikHash, sums] of expected) {
    const row = seen.get(nikHash);
    if (row === undefined) found.push(`worker ${nikHash} is missing`);
    else if (row.lines !== sums.lines)
      found.push(`worker ${nikHash} stands ${row.lines} times instead of ${sums.lines}`);
    else {
      // NaN, an unreadable amount, equals nothing.
      for (const field of fields) {
        if (row[field] !== sums[field])
          found.push(`${field} of worker ${nikHash} is ${row[field]}, not ${sums[field]}`);
      }
    }
    if (found.length >= MOST) return found;
  }
  for (const nikHash of seen.keys()) {
    if (!expected.has(nikHash)) found.push(`worker ${nikHash} does not belong to the batch`);
    if (found.length >= MOST) return found;
  }
  return found;
}
