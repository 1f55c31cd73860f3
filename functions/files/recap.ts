import { stringify } from 'csv-stringify/sync';
import { createTally } from '../../domain/batch/tally.ts';
import type { Tally } from '../../domain/batch/tally.ts';
import { PROGRAMMES } from '../../domain/programme/programme.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { ExportLine } from './export-cells.ts';
import { accountRows, placeRows } from './recap-rows.ts';
import type { RecapContent } from './recap-rows.ts';

interface Place {
  readonly tally: ReturnType<typeof createTally>;
}

/** Counts a batch's lines by programme, kecamatan and village while they pass by. */
export function createRecap() {
  const whole = createTally();
  const workers = new Map<Programme, number>();
  const places = new Map<string, Place>();
  const placeOf = (code: string): Place => {
    const place = places.get(code) ?? { tally: createTally() };
    places.set(code, place);
    return place;
  };
  const add = ({ price, row }: ExportLine): void => {
    whole.add(price);
    for (const programme of PROGRAMMES) {
      if (price[programme] !== undefined) workers.set(programme, (workers.get(programme) ?? 0) + 1);
    }
    placeOf(row.kodeDesa.slice(0, 8)).tally.add(price);
    placeOf(row.kodeDesa).tally.add(price);
  };
  const result = (): Recap => ({
    whole: whole.result(),
    workers,
    places: new Map(
      [...places].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([code, { tally }]) => [code, tally.result()]),
    ),
  });
  return { add, result };
}

export interface Recap {
  readonly whole: Tally;
  /** Workers by programme. */
  readonly workers: ReadonlyMap<Programme, number>;
  /** By kecamatan (`14.10.01`) and village code, in order of code: a kecamatan stands before its villages. */
  readonly places: ReadonlyMap<string, Tally>;
}

/** The lines themselves, each counted on its way. */
export async function* counted(
  lines: AsyncIterable<readonly ExportLine[]>,
  recap: { add: (line: ExportLine) => void },
): AsyncGenerator<readonly ExportLine[]> {
  for await (const some of lines) {
    for (const line of some) recap.add(line);
    yield some;
  }
}

const HEADER = ['bagian', 'kode', 'uraian', 'pekerja', 'JKK', 'JKM', 'JHT', 'jumlah'];

/** The recap as CSV (UTF-8 with byte order mark): by account code, by kecamatan, by village, and the total. Whole rupiah. */
export function recapCsv(content: Pick<RecapContent, 'recap' | 'accounts' | 'placeNames'>): string {
  const accounts = accountRows(content).map(({ programme, accountCode, allocationId, workers, amount }) => {
    const only = PROGRAMMES.map((one) => (one === programme ? amount : 0));
    return ['rekening', accountCode, allocationId, workers, ...only, amount];
  });
  const places = placeRows(content).map(({ kind, code, name, workers, amounts, total }) => [
    kind,
    code,
    name,
    workers,
    ...amounts,
    total,
  ]);
  const { lines, byProgramme, total } = content.recap.whole;
  const sums = PROGRAMMES.map((programme) => byProgramme[programme] ?? 0);
  const records = [HEADER, ...accounts, ...places, ['total', '', '', lines, ...sums, total]];
  return `\ufeff${stringify(records, { record_delimiter: 'windows', escape_formulas: true })}`;
}
