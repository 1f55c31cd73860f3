import { stringify } from 'csv-stringify/sync';
import { createTally } from '../../domain/batch/tally.ts';
import type { Tally } from '../../domain/batch/tally.ts';
import { PROGRAMMES } from '../../domain/programme/programme.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { ExportLine } from './export-cells.ts';

export interface RecapAccount {
  readonly programme: Programme;
  readonly allocationId: string;
  readonly accountCode: string;
}

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
export function recapCsv(
  recap: Recap,
  names: { readonly accounts: readonly RecapAccount[]; readonly places: ReadonlyMap<string, string> },
): string {
  const accounts = names.accounts.map(({ programme, accountCode, allocationId }) => {
    const amount = recap.whole.byProgramme[programme] ?? 0;
    const only = PROGRAMMES.map((one) => (one === programme ? amount : 0));
    return ['rekening', accountCode, allocationId, recap.workers.get(programme) ?? 0, ...only, amount];
  });
  const places = [...recap.places].map(([code, tally]) => [
    code.length === 8 ? 'kecamatan' : 'desa',
    code,
    names.places.get(code) ?? '',
    ...amountsOf(tally),
  ]);
  const records = [HEADER, ...accounts, ...places, ['total', '', '', ...amountsOf(recap.whole)]];
  return `\ufeff${stringify(records, { record_delimiter: 'windows', escape_formulas: true })}`;
}

function amountsOf({ lines, byProgramme, total }: Tally): number[] {
  return [lines, ...PROGRAMMES.map((programme) => byProgramme[programme] ?? 0), total];
}
