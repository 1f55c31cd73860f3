import { BrokenError } from '../../../domain/errors.ts';
import { zipStream } from './zip-stream.ts';
import type { ZipPart } from './zip-stream.ts';

/**
 * A workbook (ECMA-376) of one long sheet, written row by row. Libraries that stream build a tree of each cell and look its
 * style up again; a roster has two formats and a hundred thousand rows.
 */
export interface SheetColumn {
  readonly header: string;
  /** In characters. */
  readonly width: number;
  /** `number`: whole numbers with separators; `text`: texts stay texts even when somebody edits them. */
  readonly format: 'text' | 'number';
}

export type SheetRow = readonly (string | number)[];

/** What one sheet of Excel holds. */
const MAX_ROWS = 1_048_576;
const STYLE = { text: 1, number: 2, header: 3 } as const;
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * @param pieces rows in pieces of any size; a piece is held in memory
 * @throws BrokenError past Excel's 1,048,576 rows
 */
export function sheetStream(
  name: string,
  columns: readonly SheetColumn[],
  pieces: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<Buffer> {
  const part = (path: string, xml: string): ZipPart => ({ name: path, content: [Buffer.from(XML + xml)] });
  return zipStream([
    part('[Content_Types].xml', CONTENT_TYPES),
    part('_rels/.rels', relations('officeDocument', 'xl/workbook.xml')),
    part('xl/workbook.xml', workbook(name)),
    part('xl/_rels/workbook.xml.rels', relations('worksheet', 'worksheets/sheet1.xml', 'styles', 'styles.xml')),
    part('xl/styles.xml', STYLES),
    { name: 'xl/worksheets/sheet1.xml', content: sheetXml(columns, pieces) },
  ]);
}

async function* sheetXml(
  columns: readonly SheetColumn[],
  pieces: AsyncIterable<readonly SheetRow[]>,
): AsyncGenerator<Buffer> {
  const places = columns.map(({ format }, index) => ({ letters: lettersOf(index), style: STYLE[format] }));
  const headings = columns.map(({ header }, index) => textCell(`${lettersOf(index)}1`, STYLE.header, header)).join('');
  yield Buffer.from(`${XML}${sheetStart(columns)}<row r="1">${headings}</row>`);
  let row = 1;
  for await (const piece of pieces) {
    let xml = '';
    for (const cells of piece) {
      row += 1;
      xml += `<row r="${row}">`;
      for (const [index, { letters, style }] of places.entries()) {
        const cell = cells[index] ?? '';
        if (typeof cell === 'number') xml += `<c r="${letters}${row}" s="${style}"><v>${cell}</v></c>`;
        else if (cell !== '') xml += textCell(`${letters}${row}`, style, cell);
      }
      xml += '</row>';
    }
    if (row > MAX_ROWS) throw new BrokenError(`a sheet holds ${MAX_ROWS} rows`);
    if (xml !== '') yield Buffer.from(xml);
  }
  yield Buffer.from(SHEET_END);
}

function textCell(place: string, style: number, text: string): string {
  const space = OUTER_SPACE.test(text) ? ' xml:space="preserve"' : '';
  return `<c r="${place}" s="${style}" t="inlineStr"><is><t${space}>${escaped(text)}</t></is></c>`;
}

const OUTER_SPACE = /^\s|\s$|\n/;
/** Markup, and the characters that XML 1.0 does not know. */
const UNSAFE = /[<>&"]|(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/u;
const UNSAFE_ALL = new RegExp(UNSAFE, 'gu');
const ENTITIES: Readonly<Record<string, string>> = { '<': '&lt;', '>': '&gt;', '&': '&amp;', '"': '&quot;' };

function escaped(text: string): string {
  return UNSAFE.test(text) ? text.replace(UNSAFE_ALL, (letter) => ENTITIES[letter] ?? '') : text;
}

/** 0 → A, 26 → AA */
function lettersOf(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : lettersOf(Math.floor(index / 26) - 1) + letter;
}

/** The headings stay in sight and stand on each printed page, which is as wide as the sheet. */
function sheetStart(columns: readonly SheetColumn[]): string {
  const widths = columns.map(
    ({ width, format }, index) =>
      `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${STYLE[format]}" customWidth="1"/>`,
  );
  return (
    `<worksheet xmlns="${MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">` +
    `<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>` +
    `<sheetFormatPr defaultRowHeight="15"/><cols>${widths.join('')}</cols><sheetData>`
  );
}

const SHEET_END =
  '</sheetData><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>' +
  '<headerFooter><oddFooter>&amp;L&amp;A&amp;RHalaman &amp;P dari &amp;N</oddFooter></headerFooter></worksheet>';

function workbook(name: string): string {
  const sheet = escaped(name);
  return (
    `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${sheet}" sheetId="1" r:id="rId1"/></sheets>` +
    `<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">'${sheet.replaceAll("'", "''")}'!$1:$1` +
    `</definedName></definedNames></workbook>`
  );
}

/** Pairs of a relation's kind and its target. */
function relations(...pairs: readonly string[]): string {
  const links = pairs.flatMap((kind, index) =>
    index % 2 === 0
      ? [`<Relationship Id="rId${index / 2 + 1}" Type="${RELATIONS}/${kind}" Target="${pairs[index + 1] ?? ''}"/>`]
      : [],
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${links.join('')}</Relationships>`;
}

const CONTENT_TYPES =
  `<Types xmlns="${PACKAGE}/content-types">` +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="xml" ContentType="application/xml"/>' +
  `<Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/>` +
  `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/>` +
  `<Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/></Types>`;

/** Formats 49 (text) and 3 (#,##0) are built in; the headings are white on blue. */
const STYLES =
  `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E78"/></patternFill></fill></fills>' +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1"/></cellXfs>' +
  '</styleSheet>';
