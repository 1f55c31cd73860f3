import { writeXlsx } from 'hucre/xlsx';
import type { Cell, CellStyle, CellValue, WriteSheet } from 'hucre/xlsx';
import { PROGRAMMES } from '../../domain/programme/programme.ts';
import { terbilang } from '../../domain/terbilang/terbilang.ts';
import { periodName } from '../pages/words.ts';
import { accountRows, placeRows } from './recap-rows.ts';
import type { RecapContent } from './recap-rows.ts';

/** Whole rupiah with separators as the reader's Excel writes them; negative amounts cannot occur. */
const RUPIAH = '#,##0;-#,##0;"–"';
const DATE = 'dd/mm/yyyy';
const TEXT = '@';
const FONT = { name: 'Calibri', size: 11 };
const THIN = { style: 'thin', color: { rgb: 'FFBFBFBF' } } as const;
const GRID = { top: THIN, bottom: THIN, left: THIN, right: THIN };
const HEADER: CellStyle = {
  font: { ...FONT, bold: true, color: { rgb: 'FFFFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FF1F4E78' } },
  alignment: { horizontal: 'center', vertical: 'center', wrapText: true },
  border: GRID,
};
const TOTAL: CellStyle = {
  font: { ...FONT, bold: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFDDEBF7' } },
  border: { ...GRID, top: { style: 'medium' }, bottom: { style: 'double' } },
};

interface Column {
  readonly title: string;
  readonly width: number;
  readonly format: typeof RUPIAH | typeof TEXT;
}

const text = (title: string, width: number): Column => ({ title, width, format: TEXT });
const amount = (title: string, width: number): Column => ({ title, width, format: RUPIAH });

const AMOUNT_COLUMNS = [
  amount('Pekerja', 12),
  ...PROGRAMMES.map((programme) => amount(`${programme} (Rp)`, 18)),
  amount('Jumlah (Rp)', 20),
];

/** A workbook knows no time zones: its days are those of UTC. */
const utcDay = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** The recap as a workbook of three sheets: by account code with the batch's facts, by kecamatan, by village. */
export function recapXlsx(content: RecapContent): Promise<Uint8Array> {
  // Without a day of its own the workbook would carry the moment of building, and building again would give other bytes.
  const day = utcDay(content.batch.dueDate);
  return writeXlsx({
    sheets: [accountSheet(content), kecamatanSheet(content), villageSheet(content)],
    defaultFont: FONT,
    properties: { title: content.paper.title, creator: 'Lindung', created: day, modified: day },
  });
}

interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly CellValue[])[];
  readonly total: readonly CellValue[];
  /** What stands above the table: label and value. */
  readonly facts?: readonly { readonly label: string; readonly value: CellValue; readonly format?: string }[];
}

function accountSheet(content: RecapContent): WriteSheet {
  const { batch, recap, paper } = content;
  const { lines, total } = recap.whole;
  return sheetOf(content, {
    name: 'Rekening',
    columns: [
      text('Kode rekening', 24),
      text('Uraian', 44),
      text('Alokasi', 20),
      amount('Pekerja', 12),
      amount('Jumlah (Rp)', 20),
    ],
    rows: accountRows(content).map((row) => [
      row.accountCode,
      row.programmeName,
      row.allocationId,
      row.workers,
      row.amount,
    ]),
    total: ['Jumlah', '', '', lines, total],
    facts: [
      { label: paper.title, value: null },
      { label: 'Nomor batch', value: `${batch.number} / ${batch.fiscalYear} (${batch.batchId})` },
      { label: 'Wadah', value: batch.wadah },
      { label: 'Masa iuran', value: periodName(batch.period, 'id') },
      { label: 'Sumber dana', value: batch.source },
      { label: 'Jatuh tempo', value: utcDay(batch.dueDate), format: DATE },
      { label: 'Jumlah iuran', value: total, format: RUPIAH },
      { label: 'Terbilang', value: terbilang(total) },
    ],
  });
}

function kecamatanSheet(content: RecapContent): WriteSheet {
  const rows = placeRows(content).filter(({ kind }) => kind === 'kecamatan');
  return sheetOf(content, {
    name: 'Kecamatan',
    columns: [text('Kode', 14), text('Kecamatan', 28), ...AMOUNT_COLUMNS],
    rows: rows.map((row) => [row.code, row.name, row.workers, ...row.amounts, row.total]),
    total: ['Jumlah', '', ...sumsOf(content)],
  });
}

function villageSheet(content: RecapContent): WriteSheet {
  const rows = placeRows(content).filter(({ kind }) => kind === 'desa');
  const kecamatanOf = (code: string): string => content.placeNames.get(code.slice(0, 8)) ?? '';
  return sheetOf(content, {
    name: 'Desa',
    columns: [text('Kode', 16), text('Kecamatan', 24), text('Desa / kelurahan', 28), ...AMOUNT_COLUMNS],
    rows: rows.map((row) => [row.code, kecamatanOf(row.code), row.name, row.workers, ...row.amounts, row.total]),
    total: ['Jumlah', '', '', ...sumsOf(content)],
  });
}

function sumsOf({ recap: { whole } }: RecapContent): number[] {
  return [whole.lines, ...PROGRAMMES.map((programme) => whole.byProgramme[programme] ?? 0), whole.total];
}

/** Facts, an empty row, headings (frozen and repeated on every printed page), rows, total. */
function sheetOf({ batch }: RecapContent, { name, columns, rows, total, facts = [] }: Table): WriteSheet {
  const headingRow = facts.length === 0 ? 0 : facts.length + 1;
  const above = facts.map(({ label, value }) => [label, value]);
  const cells = new Map<string, Partial<Cell>>();
  const style = (row: number, column: number, of: CellStyle): unknown => cells.set(`${row},${column}`, { style: of });
  for (const [row, { value, format }] of facts.entries()) {
    style(row, 0, { font: { ...FONT, bold: true, ...(value === null && { size: 13 }) } });
    style(row, 1, { font: FONT, alignment: { horizontal: 'left' }, ...(format !== undefined && { numFmt: format }) });
  }
  for (const [column, { format }] of columns.entries()) {
    style(headingRow, column, HEADER);
    for (let row = 1; row <= rows.length; row += 1)
      style(headingRow + row, column, { font: FONT, numFmt: format, border: GRID });
    style(headingRow + rows.length + 1, column, { ...TOTAL, numFmt: format });
  }
  return {
    name,
    columns: columns.map(({ width }) => ({ width })),
    rows: [...above, ...(facts.length > 0 ? [[]] : []), columns.map(({ title }) => title), ...rows, total].map(
      (row) => [...row],
    ),
    cells,
    freezePane: { rows: headingRow + 1 },
    pageSetup: {
      paperSize: 'a4',
      orientation: 'landscape',
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `$${headingRow + 1}:$${headingRow + 1}`,
      horizontalCentered: true,
      margins: { top: 0.75, bottom: 0.75, left: 0.5, right: 0.5, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `&L${batch.batchId}&C${name}&RHalaman &P dari &N` },
  };
}
