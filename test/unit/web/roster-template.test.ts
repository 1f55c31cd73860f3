import { streamXlsxRows } from 'hucre/xlsx';
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { REQUIRED_COLUMNS, ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import { runCheck } from '../../../web/src/roster-check/run-check.ts';
import { templateXlsx } from '../../../web/src/pages/officer/form/roster/template/template-xlsx.ts';

const RULES = { today: '2027-01-01', knownVillages: [], allowedVillages: [], occupations: [] };

describe('the roster template as a workbook', () => {
  beforeAll(() => i18next.init({ lng: 'id', resources: {} }));

  it('has the template’s columns, and cells prepared as text below them', async () => {
    const rows = await Array.fromAsync(streamXlsxRows(new Uint8Array(await (await templateXlsx()).arrayBuffer())));

    expect(rows[0]?.values).toEqual([...ROSTER_COLUMNS]);
    expect(rows.slice(1).flatMap(({ values }) => values.filter((value) => value !== null))).toEqual([]);
  });

  it('tells on a second sheet what each column holds and which must be filled, in the language of the portal', async () => {
    const bytes = new Uint8Array(await (await templateXlsx()).arrayBuffer());
    const rows = (await Array.fromAsync(streamXlsxRows(bytes, { sheet: 1 }))).map(({ values }) => values);

    expect(rows[0]).toEqual(['Kolom', 'Wajib', 'Isi']);
    expect(rows.slice(1).map(([column]) => column)).toEqual([...ROSTER_COLUMNS]);
    expect(rows.slice(1).filter(([, need]) => need === 'ya')).toHaveLength(REQUIRED_COLUMNS.length);
    expect(rows.flat().every((value) => typeof value === 'string' && value !== '' && !value.startsWith('about.'))).toBe(
      true,
    );
  });

  it('is read by the check as a roster without rows', async () => {
    await expect(
      runCheck({ file: await templateXlsx(), rules: RULES, corrections: new Map() }, () => {}),
    ).rejects.toThrow(/row|empty|rows/i);
  });
});
