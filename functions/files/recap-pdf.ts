import type { RecapPaper } from '../../domain/configuration/files.ts';
import { PROGRAMMES } from '../../domain/programme/programme.ts';
import { terbilang } from '../../domain/terbilang/terbilang.ts';
import { periodName, wholeNumber } from '../pages/words.ts';
import { createPdf } from './pdf/document.ts';
import type { Pdf } from './pdf/document.ts';
import { A4 } from './pdf/objects.ts';
import { drawTable, ensure, fitted, FOOT, MARGIN, startFlow, WIDTH, wrapped } from './pdf/table.ts';
import type { Column, Flow } from './pdf/table.ts';
import { accountRows, placeRows } from './recap-rows.ts';
import type { RecapContent } from './recap-rows.ts';

const left = (title: string, share: number): Column => ({ title, share, align: 'left' });
const right = (title: string, share: number): Column => ({ title, share, align: 'right' });

const ACCOUNT_COLUMNS = [
  left('No.', 0.06),
  left('Kode rekening', 0.22),
  left('Uraian', 0.38),
  right('Pekerja', 0.12),
  right('Jumlah (Rp)', 0.22),
];
const PLACE_COLUMNS = [
  left('Kode', 0.14),
  left('Kecamatan / desa', 0.28),
  right('Pekerja', 0.1),
  ...PROGRAMMES.map((programme) => right(programme, 0.15)),
  right('Jumlah (Rp)', 0.18),
].map((column) => ({ ...column, share: column.share / 1.15 }));

/** The height of a block of signatures, which is never torn apart. */
const SIGNATURES = 130;
const LONG_DATE = new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeZone: 'UTC' });

/** A programme that the place's lines do not hold is a dash. */
const rupiahText = (amount: number): string => (amount === 0 ? '–' : wholeNumber(amount, 'id'));

/** The recap ready to print and sign (A4, Indonesian): by account code, amount in words, by kecamatan and village. */
export function recapPdf(content: RecapContent): Buffer {
  const { batch, paper } = content;
  const pdf = createPdf(`${paper.title} ${batch.batchId}`);
  const flow = startFlow(pdf);
  drawLetterhead(flow, paper);
  drawFacts(flow, content);
  drawAccounts(flow, content);
  drawPlaces(flow, content);
  drawSignatures(flow, content);
  drawFeet(pdf, content);
  return pdf.bytes();
}

function drawLetterhead(flow: Flow, { letterhead, title }: RecapPaper): void {
  const middle = A4.width / 2;
  for (const [index, line] of letterhead.entries()) {
    const isLast = index === letterhead.length - 1 && index > 0;
    const font = { size: isLast ? 9 : 12, weight: isLast ? 'regular' : 'bold' } as const;
    flow.y += isLast ? 13 : 15;
    flow.page.text(fitted(flow.pdf, line, { ...font, width: WIDTH }), {
      x: middle,
      y: flow.y,
      align: 'centre',
      ...font,
    });
  }
  if (letterhead.length > 0) {
    flow.page.rule({ x: MARGIN, y: flow.y + 8 }, WIDTH, 1.5);
    flow.page.rule({ x: MARGIN, y: flow.y + 10.5 }, WIDTH, 0.5);
    flow.y += 20;
  }
  const font = { size: 11, weight: 'bold' } as const;
  for (const line of wrapped(flow.pdf, title, { ...font, width: WIDTH })) {
    flow.y += 15;
    flow.page.text(line, { x: middle, y: flow.y, align: 'centre', ...font });
  }
  flow.y += 12;
}

function drawFacts(flow: Flow, { batch, recap }: RecapContent): void {
  const facts = [
    ['Nomor batch', `${batch.number} / ${batch.fiscalYear}  (${batch.batchId})`],
    ['Wadah', batch.wadah],
    ['Masa iuran', periodName(batch.period, 'id')],
    ['Sumber dana', batch.source],
    ['Jatuh tempo', LONG_DATE.format(new Date(batch.dueDate))],
    ['Jumlah pekerja', `${wholeNumber(recap.whole.lines, 'id')} orang`],
    ['Jumlah iuran', `Rp${rupiahText(recap.whole.total)}`],
  ];
  for (const [name = '', value = ''] of facts) {
    flow.y += 13;
    flow.page.text(name, { x: MARGIN, y: flow.y, size: 9 });
    flow.page.text(`:  ${value}`, {
      x: MARGIN + 95,
      y: flow.y,
      size: 9,
      weight: name === 'Jumlah iuran' ? 'bold' : 'regular',
    });
  }
  drawInWords(flow, recap.whole.total);
}

function drawInWords(flow: Flow, total: number): void {
  const font = { size: 9, weight: 'regular' } as const;
  const lines = wrapped(flow.pdf, terbilang(total), { ...font, width: WIDTH - 105 });
  for (const [index, line] of lines.entries()) {
    flow.y += 13;
    if (index === 0) flow.page.text('Terbilang', { x: MARGIN, y: flow.y, ...font });
    flow.page.text(index === 0 ? `:  ${line}` : line, { x: MARGIN + (index === 0 ? 95 : 103.5), y: flow.y, ...font });
  }
  flow.y += 10;
}

function drawHeading(flow: Flow, text: string): void {
  ensure(flow, 80);
  flow.y += 12;
  flow.page.text(text, { x: MARGIN, y: flow.y, size: 9.5, weight: 'bold' });
  flow.y += 6;
}

function drawAccounts(flow: Flow, content: RecapContent): void {
  drawHeading(flow, 'A.  Menurut kode rekening');
  const rows = accountRows(content).map(({ accountCode, programmeName, workers, amount }, index) => ({
    cells: [String(index + 1), accountCode, programmeName, wholeNumber(workers, 'id'), rupiahText(amount)],
  }));
  const total = ['', '', 'Jumlah', wholeNumber(content.recap.whole.lines, 'id'), rupiahText(content.recap.whole.total)];
  drawTable(flow, ACCOUNT_COLUMNS, [...rows, { cells: total, style: 'total' }]);
}

function drawPlaces(flow: Flow, content: RecapContent): void {
  drawHeading(flow, 'B.  Menurut kecamatan dan desa');
  const rows = placeRows(content).map(({ kind, code, name, workers, amounts, total }) => ({
    cells: [
      code,
      kind === 'desa' ? `   ${name}` : `Kec. ${name}`,
      wholeNumber(workers, 'id'),
      ...amounts.map(rupiahText),
      rupiahText(total),
    ],
    style: kind === 'desa' ? ('plain' as const) : ('group' as const),
  }));
  const { lines, byProgramme, total } = content.recap.whole;
  const sums = PROGRAMMES.map((programme) => rupiahText(byProgramme[programme] ?? 0));
  const cells = ['', 'Jumlah', wholeNumber(lines, 'id'), ...sums, rupiahText(total)];
  drawTable(flow, PLACE_COLUMNS, [...rows, { cells, style: 'total' }]);
}

/** Who signs, side by side; the last one, who made it, under place and date. */
function drawSignatures(flow: Flow, { paper: { place, signatories }, batch }: RecapContent): void {
  ensure(flow, SIGNATURES);
  const width = WIDTH / signatories.length;
  const top = flow.y + 12;
  for (const [index, { role, position, name, number }] of signatories.entries()) {
    const x = MARGIN + width * (index + 0.5);
    const put = (text: string, y: number, weight: 'regular' | 'bold' = 'regular'): void => {
      const font = { size: 9, weight };
      flow.page.text(fitted(flow.pdf, text, { ...font, width: width - 8 }), {
        x,
        y: top + y,
        align: 'centre',
        ...font,
      });
    };
    if (index === signatories.length - 1) put(`${place}, .................... ${batch.fiscalYear}`, 0);
    put(role, 14);
    const lines = wrapped(flow.pdf, position, { size: 9, width: width - 8 });
    for (const [line, text] of lines.entries()) put(text, 27 + 12 * line);
    put(name ?? '..............................................', 100, name === undefined ? 'regular' : 'bold');
    put(number ?? 'NIP ......................................', 113);
  }
  flow.y += SIGNATURES;
}

function drawFeet(pdf: Pdf, { batch }: RecapContent): void {
  const y = A4.height - FOOT;
  for (const [index, page] of pdf.pages.entries()) {
    page.rule({ x: MARGIN, y: y - 11 }, WIDTH, 0.25);
    page.text(`${batch.batchId} · jumlah dan sidik berkas ini tercatat pada manifest.json`, { x: MARGIN, y, size: 7 });
    const number = `Halaman ${index + 1} dari ${pdf.pages.length}`;
    page.text(number, { x: A4.width - MARGIN, y, size: 7, align: 'right' });
  }
}
