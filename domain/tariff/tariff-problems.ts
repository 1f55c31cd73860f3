import type { Band, BpuTariffRow, Discount } from './tariff.ts';

export interface TariffProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

interface TariffTables {
  readonly bpu: readonly BpuTariffRow[];
  readonly bands: readonly Band[];
  readonly discounts: readonly Discount[];
}

type Dated = { readonly from: string; readonly to: string | null };
const overlap = (a: Dated, b: Dated) => (b.to === null || a.from <= b.to) && (a.to === null || b.from <= a.to);

/** One answer for each programme, sector, income and month: whatever could give two, and ids that are not unique. */
export function tariffProblems(tariffs: TariffTables): TariffProblem[] {
  return [
    ...idProblems(tariffs),
    ...pairs('bpu', tariffs.bpu, (a, b) => a.programme === b.programme),
    ...pairs('bands', tariffs.bands, incomesMeet),
    ...pairs(
      'discounts',
      tariffs.discounts,
      (a, b) => shared(a.programmes, b.programmes) && shared(a.sectors, b.sectors),
    ),
    ...tariffs.bands.flatMap((band, index) => bandProblem(band, index)),
    ...[...tariffs.bpu, ...tariffs.bands, ...tariffs.discounts]
      .filter((row) => row.to !== null && row.to < row.from)
      .map((row) => ({ path: [], message: `${row.id} ends before it starts` })),
  ];
}

function pairs<Row extends Dated & { readonly id: string }>(
  table: string,
  rows: readonly Row[],
  clash: (a: Row, b: Row) => boolean,
): TariffProblem[] {
  return rows.flatMap((row, index) =>
    rows
      .slice(0, index)
      .filter((earlier) => overlap(earlier, row) && clash(earlier, row))
      .map((earlier) => ({ path: [table, index], message: `${row.id} is in force together with ${earlier.id}` })),
  );
}

function incomesMeet(a: Band, b: Band): boolean {
  return (
    (b.incomeBelow === null || a.incomeFrom < b.incomeBelow) && (a.incomeBelow === null || b.incomeFrom < a.incomeBelow)
  );
}

function shared(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

function bandProblem(band: Band, index: number): TariffProblem[] {
  return band.incomeBelow !== null && band.incomeBelow <= band.incomeFrom
    ? [{ path: ['bands', index, 'incomeBelow'], message: 'must be greater than incomeFrom' }]
    : [];
}

function idProblems(tariffs: TariffTables): TariffProblem[] {
  const seen = new Set<string>();
  return [...tariffs.bpu, ...tariffs.bands, ...tariffs.discounts].flatMap((row) => {
    if (!seen.has(row.id)) {
      seen.add(row.id);
      return [];
    }
    return [{ path: [], message: `the id ${row.id} is used twice` }];
  });
}
