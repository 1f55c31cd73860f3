import { A4 } from './objects.ts';
import type { Page, Pdf, Weight } from './document.ts';

/** Points of white on every side; the foot of a page is wider for its number. */
export const MARGIN = 48;
export const FOOT = 40;
export const WIDTH = A4.width - 2 * MARGIN;

/** Where on the paper the next thing goes. */
export interface Flow {
  readonly pdf: Pdf;
  page: Page;
  /** Points from the top of the page. */
  y: number;
}

export interface Column {
  readonly title: string;
  /** Share of the paper's width; all columns together are 1. */
  readonly share: number;
  readonly align: 'left' | 'right';
}

export interface Row {
  readonly cells: readonly string[];
  /** Groups and totals are bold on grey. */
  readonly style?: 'plain' | 'group' | 'total';
}

const SIZE = 8;
const SMALLEST = 4.5;
const ROW = 14;
const PADDING = 4;
/** From the top of a row to the foot of its letters. */
const BASELINE = 10;

export function startFlow(pdf: Pdf): Flow {
  return { pdf, page: pdf.addPage(), y: MARGIN };
}

/** Goes to a new page when fewer points than these are left. @returns true when it did */
export function ensure(flow: Flow, points: number): boolean {
  if (flow.y + points <= A4.height - FOOT - MARGIN / 2) return false;
  flow.page = flow.pdf.addPage();
  flow.y = MARGIN;
  return true;
}

/** Draws the rows under their headings, which stand again at the top of every further page. */
export function drawTable(flow: Flow, columns: readonly Column[], rows: readonly Row[]): void {
  ensure(flow, 3 * ROW);
  drawHeadings(flow, columns);
  for (const [index, row] of rows.entries()) {
    // A group's heading stays with its first row, a total with the row before it.
    const isHead = row.style === 'group' || rows[index + 1]?.style === 'total';
    if (ensure(flow, isHead ? 2 * ROW : ROW)) drawHeadings(flow, columns);
    drawRow(flow, columns, row);
  }
  flow.y += ROW;
}

function drawHeadings(flow: Flow, columns: readonly Column[]): void {
  flow.page.rule({ x: MARGIN, y: flow.y }, WIDTH, 1);
  drawRow(flow, columns, { cells: columns.map(({ title }) => title), style: 'total' });
}

function drawRow(flow: Flow, columns: readonly Column[], { cells, style = 'plain' }: Row): void {
  const { page, y } = flow;
  const weight: Weight = style === 'plain' ? 'regular' : 'bold';
  if (style !== 'plain') page.shade({ x: MARGIN, y, width: WIDTH, height: ROW }, style === 'group' ? 0.95 : 0.88);
  let x = MARGIN;
  for (const [index, { share, align }] of columns.entries()) {
    const width = share * WIDTH;
    const text = cells[index] ?? '';
    const size = sizeFor(flow.pdf, text, { size: SIZE, weight, width: width - 2 * PADDING });
    const at = { x: align === 'left' ? x + PADDING : x + width - PADDING, y: y + BASELINE, size, weight, align };
    page.text(fitted(flow.pdf, text, { size, weight, width: width - 2 * PADDING }), at);
    x += width;
  }
  page.rule({ x: MARGIN, y: y + ROW }, WIDTH, style === 'total' ? 0.8 : 0.25);
  flow.y += ROW;
}

interface Fit {
  readonly size: number;
  readonly weight?: Weight;
  readonly width: number;
}

/** A long code is written smaller before anything of it is left out. */
function sizeFor(pdf: Pdf, text: string, { width, ...font }: Fit): number {
  const needed = pdf.widthOf(text, font);
  return needed <= width ? font.size : Math.max(SMALLEST, (font.size * width) / needed);
}

/** The text, or as much of its beginning as the width holds, with an ellipsis. */
export function fitted(pdf: Pdf, text: string, { width, ...font }: Fit): string {
  if (pdf.widthOf(text, font) <= width) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && pdf.widthOf(`${letters.join('')}…`, font) > width) letters.pop();
  return `${letters.join('')}…`;
}

/** The text in lines of whole words. */
export function wrapped(pdf: Pdf, text: string, { width, ...font }: Fit): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && pdf.widthOf(longer, font) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
