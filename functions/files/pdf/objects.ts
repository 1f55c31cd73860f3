import { deflateSync } from 'node:zlib';
import type { TrueType } from './true-type.ts';

/** ISO A4 in points. */
export const A4 = { width: 595.28, height: 841.89 };

export interface Font {
  /** Its name in page contents. */
  readonly name: string;
  readonly type: TrueType;
  /** Glyph → its character, of all that was written. */
  readonly used: ReadonlyMap<number, string>;
}

/** A glyph's number as page contents hold it: four hexadecimal digits. */
export const hex = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

interface Written {
  readonly title: string;
  readonly fonts: readonly Font[];
  readonly contents: readonly (readonly string[])[];
}

/** Adds an object and tells its number. */
type Add = (body: string | Buffer) => number;

/** Objects in the order of their numbers, then the table of where each begins. */
export function writeObjects({ title, fonts, contents }: Written): Buffer {
  const objects: Buffer[] = [];
  /** The number of the object that the next `add` makes. */
  const next = (): number => objects.length + 1;
  const add: Add = (body) => objects.push(typeof body === 'string' ? Buffer.from(body, 'latin1') : body);
  const fontNumbers = fonts.map((font) => `/${font.name} ${addFont(font, add)} 0 R`).join(' ');
  const treeNumber = next() + 2 * contents.length;
  const kids = contents.map((content) => {
    const stream = add(streamOf(content.join('\n')));
    const size = `[0 0 ${A4.width} ${A4.height}]`;
    const resources = `<< /Font << ${fontNumbers} >> >>`;
    return add(
      `<< /Type /Page /Parent ${treeNumber} 0 R /MediaBox ${size} /Resources ${resources} /Contents ${stream} 0 R >>`,
    );
  });
  add(`<< /Type /Pages /Kids [${kids.map((kid) => `${kid} 0 R`).join(' ')}] /Count ${kids.length} >>`);
  const info = add(`<< /Title ${utf16(title)} /Producer (Lindung) >>`);
  const root = add(
    `<< /Type /Catalog /Pages ${treeNumber} 0 R /Lang (id-ID) /ViewerPreferences << /DisplayDocTitle true >> >>`,
  );
  return assembled(objects, { root, info });
}

function assembled(objects: readonly Buffer[], { root, info }: { root: number; info: number }): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')];
  let length = parts[0]?.length ?? 0;
  const push = (part: Buffer): void => {
    parts.push(part);
    length += part.length;
  };
  const starts = objects.map((body, index) => {
    const start = length;
    push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
    return `${String(start).padStart(10, '0')} 00000 n \n`;
  });
  const table = length;
  const size = objects.length + 1;
  push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${starts.join('')}`));
  push(Buffer.from(`trailer\n<< /Size ${size} /Root ${root} 0 R /Info ${info} 0 R >>\nstartxref\n${table}\n%%EOF\n`));
  return Buffer.concat(parts);
}

function streamOf(content: string | Buffer, more = ''): Buffer {
  const packed = deflateSync(content);
  const head = `<< /Length ${packed.length} /Filter /FlateDecode${more} >>\nstream\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), packed, Buffer.from('\nendstream')]);
}

/** The font with two-byte codes that are glyph numbers, and the map back to characters for searching and copying. */
function addFont({ type, used }: Font, add: Add): number {
  const name = `/NotoSans-Lindung`;
  const file = add(streamOf(type.file, ` /Length1 ${type.file.length}`));
  const descriptor = add(
    `<< /Type /FontDescriptor /FontName ${name} /Flags 32 /FontBBox [${type.box.join(' ')}] /ItalicAngle 0 ` +
      `/Ascent ${type.ascent} /Descent ${type.descent} /CapHeight 714 /StemV 80 /FontFile2 ${file} 0 R >>`,
  );
  const glyphs = [...used].toSorted(([a], [b]) => a - b);
  const widths = glyphs.map(([glyph]) => `${glyph} [${type.widthOf(glyph)}]`).join(' ');
  const descendant = add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont ${name} /CIDSystemInfo ` +
      `<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${descriptor} 0 R ` +
      `/CIDToGIDMap /Identity /DW 600 /W [${widths}] >>`,
  );
  const unicode = add(streamOf(toUnicode(glyphs)));
  return add(
    `<< /Type /Font /Subtype /Type0 /BaseFont ${name} /Encoding /Identity-H /DescendantFonts [${descendant} 0 R] ` +
      `/ToUnicode ${unicode} 0 R >>`,
  );
}

/** PDF allows a hundred mappings in one block. */
const BLOCK = 100;

function toUnicode(glyphs: readonly (readonly [number, string])[]): string {
  const blocks: string[] = [];
  for (let from = 0; from < glyphs.length; from += BLOCK) {
    const some = glyphs.slice(from, from + BLOCK);
    const lines = some.map(
      ([glyph, letter]) => `<${hex(glyph)}> <${Buffer.from(letter, 'utf16le').swap16().toString('hex')}>`,
    );
    blocks.push(`${some.length} beginbfchar\n${lines.join('\n')}\nendbfchar`);
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n');
}

function utf16(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex')}>`;
}
