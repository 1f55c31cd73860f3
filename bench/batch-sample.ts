import { mappingOf } from '../domain/configuration/files.ts';
import { rupiah } from '../domain/money/money.ts';
import { month } from '../domain/period/period.ts';
import { rosterRowSchema } from '../domain/roster/roster-row.ts';
import type { RosterRow } from '../domain/roster/roster-row.ts';
import type { ExportContext, ExportLine } from '../functions/files/export-cells.ts';
import { createRecap } from '../functions/files/recap.ts';
import type { RecapContent } from '../functions/files/recap-rows.ts';
import { readSampleConfiguration } from '../tools/configuration-folder.ts';

const PIECE = 250;
const { regency, files } = readSampleConfiguration(2027).parsed;

export const context: ExportContext = {
  mapping: mappingOf(files),
  period: { firstMonth: month('2027-01'), months: 1 },
  placeNames: new Map([...regency.kecamatan, ...regency.villages].map(({ code, name }) => [code, name])),
};

/** Invented workers, over and over: what is measured is writing. */
export const POOL: readonly RosterRow[] = Array.from({ length: 2_500 }, (_, index) =>
  rosterRowSchema.parse({
    rowNumber: index + 2,
    nik: `1410${String(1 + (index % 9)).padStart(2, '0')}${String(1 + (index % 28)).padStart(2, '0')}0190${String(index + 1).padStart(4, '0')}`,
    nama: `Pekerja Ke ${index}`,
    tempatLahir: 'Selatpanjang',
    tanggalLahir: `1990-01-${String(1 + (index % 28)).padStart(2, '0')}`,
    jenisKelamin: index % 2 === 0 ? 'L' : 'P',
    namaIbuKandung: 'Siti Aminah',
    alamat: `Jl. Merdeka No. ${index}, RT 01 RW 02`,
    kodeDesa: regency.villages[index % regency.villages.length]?.code,
    pekerjaan: 'nelayan',
    sektor: 'lainnya',
    noHp: '+6281234567890',
  }),
);
const PRICE = { JKK: [rupiah(10_000)], JKM: [rupiah(6_800)] };

export function lineAt(index: number): ExportLine {
  const row = POOL[index % POOL.length];
  if (row === undefined) throw new Error('there are no workers');
  return { lineId: `BENCH001-${index}`, row, price: PRICE };
}

/** So many lines of a batch, piece by piece. */
export async function* pieces(lines: number): AsyncGenerator<readonly ExportLine[]> {
  for (let from = 0; from < lines; from += PIECE) {
    const some = Array.from({ length: Math.min(PIECE, lines - from) }, (_, offset) => lineAt(from + offset));
    yield await Promise.resolve(some);
  }
}

/** The recap of so many lines, as build-files has it. */
export async function recapOf(lines: number): Promise<RecapContent> {
  const recap = createRecap();
  for await (const some of pieces(lines)) for (const line of some) recap.add(line);
  return {
    batch: {
      batchId: 'SG-202701-1-APBD-1',
      number: 1,
      fiscalYear: 2027,
      wadah: 'SG',
      source: 'APBD',
      period: context.period,
      dueDate: '2027-02-15',
    },
    accounts: [
      { programme: 'JKK', allocationId: 'APBD-2027-JKK', accountCode: '5.1.02.02.02.0006' },
      { programme: 'JKM', allocationId: 'APBD-2027-JKM', accountCode: '5.1.02.02.02.0007' },
    ],
    placeNames: context.placeNames,
    paper: files.recap,
    recap: recap.result(),
  };
}
