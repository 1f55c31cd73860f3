import { differs } from '../../../domain/batch/difference.ts';
import { programmeAmounts } from '../../../domain/batch/tally.ts';
import type { LinePrice } from '../../../domain/batch/tally.ts';
import { formatRupiah, sumRupiah } from '../../../domain/money/money.ts';
import type { Text } from '../../../domain/text.ts';
import type { AmountField, ExportedRow } from '../../files/read-export.ts';

type Sums = Record<AmountField | 'lines', number>;

/** A worker's lines added up, under the name by which people find the first of them. */
interface Worker {
  readonly first: string;
  readonly sums: Sums;
}

export interface ExpectedLine {
  /** As the roster export names it. */
  readonly lineId: string;
  readonly nikHash: string;
  readonly price: LinePrice;
}

/** What the lines say about each worker, taken off again row by row as a file is read. */
export interface Comparison {
  readonly expect: (line: ExpectedLine) => void;
  /** Reads a whole file against the lines. At most ten differences, without any personal data. */
  readonly differences: (rows: AsyncIterable<ExportedRow>, nikHash: (nik: string) => string) => Promise<Text[]>;
}

const MOST = 10;

export function createComparison(): Comparison {
  const expected = new Map<string, Worker>();
  return {
    expect: ({ lineId, nikHash, price }) => {
      const amounts = programmeAmounts(price);
      add(expected, nikHash, {
        first: lineId,
        sums: {
          lines: 1,
          jkk: amounts.JKK ?? 0,
          jkm: amounts.JKM ?? 0,
          jht: amounts.JHT ?? 0,
          total: sumRupiah(Object.values(amounts)),
        },
      });
    },
    differences: async (rows, nikHash) => {
      const seen = new Map<string, Worker>();
      const fields = new Set<AmountField>();
      // The headings are row 1.
      let row = 1;
      for await (const { nik, amounts } of rows) {
        row += 1;
        const sums: Sums = { lines: 1, jkk: 0, jkm: 0, jht: 0, total: 0, ...amounts };
        for (const field of Object.keys(amounts)) if (isAmountField(field)) fields.add(field);
        add(seen, nikHash(nik), { first: String(row), sums });
      }
      return differencesOf(expected, seen, fields);
    },
  };
}

const isAmountField = (name: string): name is AmountField => ['jkk', 'jkm', 'jht', 'total'].includes(name);

function add(workers: Map<string, Worker>, nikHash: string, worker: Worker): void {
  const before = workers.get(nikHash);
  if (before === undefined) {
    workers.set(nikHash, worker);
    return;
  }
  const { sums } = worker;
  before.sums.lines += sums.lines;
  before.sums.jkk += sums.jkk;
  before.sums.jkm += sums.jkm;
  before.sums.jht += sums.jht;
  before.sums.total += sums.total;
}

function differencesOf(
  expected: ReadonlyMap<string, Worker>,
  seen: ReadonlyMap<string, Worker>,
  fields: ReadonlySet<AmountField>,
): Text[] {
  const found: Text[] = [];
  for (const [nikHash, line] of expected) {
    found.push(...lineDifferences(line, seen.get(nikHash)?.sums, fields));
    if (found.length >= MOST) return found;
  }
  for (const [nikHash, { first }] of seen) {
    const isKnown = expected.has(nikHash);
    found.push(
      ...differs(
        isKnown,
        `pekerja di baris ${first} bukan dari batch ini`,
        `the worker in row ${first} does not belong to the batch`,
      ),
    );
    if (found.length >= MOST) return found;
  }
  return found;
}

function lineDifferences({ first, sums }: Worker, row: Sums | undefined, fields: ReadonlySet<AmountField>): Text[] {
  if (row === undefined) return [{ id: `baris ${first} tidak ada`, en: `line ${first} is missing` }];
  if (row.lines !== sums.lines) {
    return [
      {
        id: `pekerja baris ${first} tercantum ${row.lines} kali, seharusnya ${sums.lines}`,
        en: `the worker of line ${first} stands ${row.lines} times instead of ${sums.lines}`,
      },
    ];
  }
  return [...fields].flatMap((field) => {
    const name = field === 'total' ? field : field.toUpperCase();
    const [is, was] = [amountInWords(row[field]), formatRupiah(sums[field])];
    return differs(
      // NaN, an unreadable amount, equals nothing.
      row[field] === sums[field],
      `${name} pada baris ${first} ${is.id}, seharusnya ${was}`,
      `${name} of line ${first} is ${is.en}, not ${was}`,
    );
  });
}

export function amountInWords(amount: number): Text {
  if (Number.isNaN(amount)) return { id: 'tidak terbaca', en: 'unreadable' };
  return { id: formatRupiah(amount), en: formatRupiah(amount) };
}
