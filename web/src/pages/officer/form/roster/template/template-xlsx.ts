import { writeXlsx } from 'hucre/xlsx';
import type { Cell, CellStyle } from 'hucre/xlsx';
import { REQUIRED_COLUMNS, ROSTER_COLUMNS } from '../../../../../../../domain/roster/template.ts';
import { textsNow } from '../../../../../i18n/texts.ts';
import { TEMPLATE_TEXTS } from './texts.ts';

/** Prepared as text: Excel would make numbers of NIKs and lose their last digits, and turn dates around. */
const PREPARED_ROWS = 500;
const WIDTH = 20;
const GUIDE_WIDTH = 70;
const TEXT: CellStyle = { numFmt: '@' };
const REQUIRED: CellStyle = {
  font: { bold: true, color: { rgb: 'FFFFFFFF' } },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FF0B5A6E' } },
};
const OPTIONAL: CellStyle = { font: { bold: true } };

const required = new Set<string>(REQUIRED_COLUMNS);

/** The roster's template as a workbook; its required columns stand out, and a second sheet tells what each holds. */
export async function templateXlsx(): Promise<Blob> {
  const cells = new Map<string, Partial<Cell>>();
  for (const [index, column] of ROSTER_COLUMNS.entries()) {
    cells.set(`0,${index}`, { value: column, style: required.has(column) ? REQUIRED : OPTIONAL });
    for (let row = 1; row <= PREPARED_ROWS; row += 1) cells.set(`${row},${index}`, { value: null, style: TEXT });
  }
  const bytes = await writeXlsx({
    sheets: [
      {
        name: 'Daftar',
        columns: ROSTER_COLUMNS.map(() => ({ width: WIDTH })),
        rows: [[...ROSTER_COLUMNS]],
        cells,
        freezePane: { rows: 1 },
      },
      guide(),
    ],
  });
  return new Blob([new Uint8Array(bytes)], {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  });
}

function guide() {
  const t = textsNow(TEMPLATE_TEXTS);
  const heading = [t('column'), t('need'), t('about')];
  return {
    name: t('sheet'),
    columns: [{ width: WIDTH }, { width: WIDTH }, { width: GUIDE_WIDTH }],
    rows: [
      heading,
      ...ROSTER_COLUMNS.map((column) => [
        column,
        required.has(column) ? t('required') : t('optional'),
        t(`about.${column}`),
      ]),
    ],
    cells: new Map(heading.map((value, index) => [`0,${index}`, { value, style: OPTIONAL }])),
    freezePane: { rows: 1 },
  };
}
