import { inflateSync } from 'node:zlib';
import { BrokenError } from '../../domain/errors.ts';

const OBJECT = /(\d+) 0 obj\n(<<.*?>>)(?:\nstream\n|\nendobj)/gs;
const REFERENCE = (name: string): RegExp => new RegExp(`/${name} (\\d+) 0 R`, 'g');
const MAPPING = /<([0-9A-F]{4})> <([0-9a-f]+)>/g;
const SHOWN = /\/(F\d+) \S+ Tf .*? <([0-9A-F]*)> Tj/g;

interface PdfObject {
  readonly head: string;
  readonly stream: () => string;
}

/**
 * The texts of a PDF of ours in the order in which they are drawn, found as a viewer finds them: page contents, then the
 * fonts' own maps from glyphs to characters.
 * @throws BrokenError when it has no pages or a font has no map
 */
export function readPdfTexts(bytes: Buffer): string[] {
  const objects = objectsOf(bytes);
  const pages = [...objects.values()].filter(({ head }) => head.includes('/Type /Page '));
  if (pages.length === 0) throw new BrokenError('the PDF has no page');
  return pages.flatMap(({ head }) => {
    const content = streamAt(objects, head, 'Contents');
    return [...content.matchAll(SHOWN)].map(([, font = '', codes = '']) => {
      const letters = lettersOf(objects, objectAt(objects, head, font).head);
      return (codes.match(/.{4}/g) ?? []).map((code) => letters.get(code) ?? '\ufffd').join('');
    });
  });
}

function objectsOf(bytes: Buffer): Map<string, PdfObject> {
  const text = bytes.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const match of text.matchAll(OBJECT)) {
    const [whole, number = '', head = ''] = match;
    const start = match.index + whole.length;
    const length = Number(/\/Length (\d+)/.exec(head)?.[1] ?? 0);
    objects.set(number, { head, stream: () => inflateSync(bytes.subarray(start, start + length)).toString('latin1') });
  }
  return objects;
}

function objectAt(objects: ReadonlyMap<string, PdfObject>, head: string, name: string): PdfObject {
  const number = REFERENCE(name).exec(head)?.[1] ?? '';
  const object = objects.get(number);
  if (object === undefined) throw new BrokenError(`the PDF has no ${name}`);
  return object;
}

const streamAt = (objects: ReadonlyMap<string, PdfObject>, head: string, name: string): string =>
  objectAt(objects, head, name).stream();

const known = new WeakMap<ReadonlyMap<string, PdfObject>, Map<string, Map<string, string>>>();

/** Glyph → character of a font, read once for each document. */
function lettersOf(objects: ReadonlyMap<string, PdfObject>, fontHead: string): Map<string, string> {
  const fonts = known.get(objects) ?? new Map<string, Map<string, string>>();
  known.set(objects, fonts);
  const found = fonts.get(fontHead);
  if (found !== undefined) return found;
  const letters = new Map(
    [...streamAt(objects, fontHead, 'ToUnicode').matchAll(MAPPING)].map(([, glyph = '', letter = '']) => [
      glyph,
      Buffer.from(letter, 'hex').swap16().toString('utf16le'),
    ]),
  );
  fonts.set(fontHead, letters);
  return letters;
}
