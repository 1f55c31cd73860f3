import { parse } from 'csv-parse/sync';
import { streamXlsxRows } from 'hucre/xlsx';
import * as z from 'zod';
import { BrokenError } from '../../domain/errors.ts';
import { readPdfTexts } from './read-pdf.ts';

/** What a stored recap says, whatever its format: the checker's view. Whole rupiah; NaN for what is no number. */
export interface ReadRecap {
  readonly workers: number;
  readonly total: number;
  /** Rupiah by account code. */
  readonly accounts: ReadonlyMap<string, number>;
  /** Rupiah by kecamatan and village code. */
  readonly places: ReadonlyMap<string, number>;
  /** The amount in words, where the format has it. */
  readonly inWords?: string | undefined;
}

const VILLAGE_OR_KECAMATAN = /^\d{2}\.\d{2}\.\d{2}(\.\d{4})?$/;
const recordsSchema = z.array(
  z.object({ bagian: z.string(), kode: z.string(), pekerja: z.coerce.number(), jumlah: z.coerce.number() }),
);

export function readRecapCsv(text: string): ReadRecap {
  const records = recordsSchema.parse(parse(text, { bom: true, columns: true }));
  const total = records.find(({ bagian }) => bagian === 'total');
  const of = (...parts: string[]) => records.filter(({ bagian }) => parts.includes(bagian));
  return {
    workers: total?.pekerja ?? Number.NaN,
    total: total?.jumlah ?? Number.NaN,
    accounts: sums(of('rekening').map(({ kode, jumlah }) => [kode, jumlah])),
    places: sums(of('kecamatan', 'desa').map(({ kode, jumlah }) => [kode, jumlah])),
  };
}

/** Account codes can stand in more than one row; then they count together. */
function sums(entries: readonly (readonly [string, number])[]): Map<string, number> {
  const found = new Map<string, number>();
  for (const [code, amount] of entries) found.set(code, (found.get(code) ?? 0) + amount);
  return found;
}

/** Rows below the headings up to the total, by the first cell; amounts stand last and workers before the amounts. */
export async function readRecapXlsx(bytes: Uint8Array): Promise<ReadRecap> {
  const accounts = await tableOf(bytes, { sheet: 'Rekening', heading: 'Kode rekening' });
  const kecamatan = await tableOf(bytes, { sheet: 'Kecamatan', heading: 'Kode' });
  const villages = await tableOf(bytes, { sheet: 'Desa', heading: 'Kode' });
  const totals = [accounts, kecamatan, villages].map(({ total }) => total);
  return {
    workers: accounts.workers,
    // All three sheets must say the same.
    total: totals.every((total) => total === accounts.total) ? accounts.total : Number.NaN,
    accounts: sums(accounts.rows),
    places: sums([...kecamatan.rows, ...villages.rows]),
    inWords: accounts.facts.get('Terbilang'),
  };
}

async function tableOf(bytes: Uint8Array, { sheet, heading }: { sheet: string; heading: string }) {
  const rows: (readonly [string, number])[] = [];
  const facts = new Map<string, string>();
  let workersAt = -1;
  for await (const { values } of streamXlsxRows(bytes, { sheet })) {
    const first = String(values[0] ?? '');
    const last = Number(values.at(-1) ?? Number.NaN);
    if (first === heading) workersAt = values.indexOf('Pekerja');
    else if (workersAt < 0) facts.set(first, String(values[1] ?? ''));
    else if (first === 'Jumlah') return { rows, facts, total: last, workers: Number(values[workersAt]) };
    else rows.push([first, last]);
  }
  throw new BrokenError(`the recap's sheet ${sheet} has no total`);
}

/** Cells follow one another as they are drawn: code, name, workers, amounts, total. */
export function readRecapPdf(bytes: Buffer): ReadRecap {
  const texts = readPdfTexts(bytes);
  const headings = { accounts: texts.indexOf('Kode rekening'), places: texts.indexOf('Kecamatan / desa') };
  const part = { accounts: texts.slice(headings.accounts, headings.places), places: texts.slice(headings.places) };
  const totalAt = part.accounts.indexOf('Jumlah');
  const words = texts.indexOf('Terbilang') + 1;
  const end = texts.findIndex((text, index) => index > words && text.startsWith('A.'));
  return {
    workers: numberOf(part.accounts[totalAt + 1]),
    total: numberOf(part.accounts[totalAt + 2]),
    accounts: sums(accountsIn(part.accounts.slice(0, totalAt))),
    places: sums(placesIn(part.places)),
    inWords: texts.slice(words, end).join(' ').replace(/^: +/, ''),
  };
}

/** `84.084.000`; a dash is nothing. */
const numberOf = (text: string | undefined): number =>
  text === '–' ? 0 : Number(text?.replaceAll('.', '') ?? Number.NaN);

/** Number, code, name, workers, amount. */
function accountsIn(cells: readonly string[]): (readonly [string, number])[] {
  const body = cells.slice(cells.indexOf('Jumlah (Rp)') + 1);
  const rows = Array.from({ length: Math.floor(body.length / 5) }, (_, row) => body.slice(row * 5, row * 5 + 5));
  return rows.map(([, code = '', , , amount]) => [code, numberOf(amount)]);
}

function placesIn(cells: readonly string[]): (readonly [string, number])[] {
  return cells.flatMap((cell, index) =>
    VILLAGE_OR_KECAMATAN.test(cell) ? [[cell, numberOf(cells[index + 6])] as const] : [],
  );
}
