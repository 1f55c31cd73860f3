import { NOTO_SANS } from './noto-sans.ts';
import { A4, hex, writeObjects } from './objects.ts';
import type { Font } from './objects.ts';
import { readTrueType } from './true-type.ts';
import type { TrueType } from './true-type.ts';

/**
 * A small writer of PDF (ISO 32000): text in an embedded font, lines and shades on A4. It knows what a paper of tables
 * needs and nothing else; the same calls always give the same bytes.
 */
export type Weight = 'regular' | 'bold';

/** Points of 1/72 inch, from the upper left corner of the page. */
export interface TextAt {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight?: Weight;
  /** What `x` names of the text: its left end (default), middle or right end. */
  readonly align?: 'left' | 'centre' | 'right';
}

export interface Page {
  readonly text: (text: string, at: TextAt) => void;
  /** A horizontal line; thin ones are grey. */
  readonly rule: (from: { readonly x: number; readonly y: number }, length: number, thickness?: number) => void;
  /** A rectangle of a grey: 0 is black, 1 white. */
  readonly shade: (box: Box, grey: number) => void;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Pdf {
  readonly addPage: () => Page;
  readonly pages: readonly Page[];
  /** Width of a text in points. */
  readonly widthOf: (text: string, font: { readonly size: number; readonly weight?: Weight }) => number;
  readonly bytes: () => Buffer;
}

interface WritableFont extends Font {
  readonly used: Map<number, string>;
}

/** Points; thinner lines would look heavier than the text when they were black. */
const THIN = 0.5;
const number = (value: number): string => String(Math.round(value * 100) / 100);

/** @param title of the document, which viewers show in place of the file's name */
export function createPdf(title: string): Pdf {
  const fonts: Record<Weight, WritableFont> = {
    regular: { name: 'F1', type: readTrueType(NOTO_SANS.regular), used: new Map() },
    bold: { name: 'F2', type: readTrueType(NOTO_SANS.bold), used: new Map() },
  };
  const pages: Page[] = [];
  const contents: string[][] = [];
  const widthOf: Pdf['widthOf'] = (text, { size, weight = 'regular' }) => {
    const { type } = fonts[weight];
    return (glyphsOf(text, type).reduce((sum, { glyph }) => sum + type.widthOf(glyph), 0) * size) / 1000;
  };
  const addPage = (): Page => {
    const content: string[] = [];
    contents.push(content);
    const page = pageOn(content, { fonts, widthOf });
    pages.push(page);
    return page;
  };
  return { addPage, pages, widthOf, bytes: () => writeObjects({ title, fonts: Object.values(fonts), contents }) };
}

function pageOn(
  content: string[],
  { fonts, widthOf }: { fonts: Readonly<Record<Weight, WritableFont>>; widthOf: Pdf['widthOf'] },
): Page {
  const text: Page['text'] = (written, { x, y, size, weight = 'regular', align = 'left' }) => {
    const font = fonts[weight];
    const glyphs = glyphsOf(written, font.type);
    for (const { glyph, letter } of glyphs) font.used.set(glyph, letter);
    const shift = align === 'left' ? 0 : widthOf(written, { size, weight }) / (align === 'right' ? 1 : 2);
    const codes = glyphs.map(({ glyph }) => hex(glyph)).join('');
    const place = `${number(x - shift)} ${number(A4.height - y)}`;
    content.push(`BT /${font.name} ${number(size)} Tf ${place} Td <${codes}> Tj ET`);
  };
  const rule: Page['rule'] = ({ x, y }, length, thickness = 0.5) => {
    const height = number(A4.height - y);
    content.push(
      `${thickness < THIN ? 0.6 : 0} G ${number(thickness)} w ${number(x)} ${height} m ${number(x + length)} ${height} l S`,
    );
  };
  const shade: Page['shade'] = ({ x, y, width, height }, grey) => {
    const corner = `${number(x)} ${number(A4.height - y - height)}`;
    content.push(`${number(grey)} g ${corner} ${number(width)} ${number(height)} re f 0 g`);
  };
  return { text, rule, shade };
}

/** Composed letters (NFC) first: the font has them as one glyph. */
function glyphsOf(text: string, { glyphOf }: TrueType): { glyph: number; letter: string }[] {
  return Array.from(text.normalize('NFC'), (letter) => ({ glyph: glyphOf(letter.codePointAt(0) ?? 0), letter }));
}
