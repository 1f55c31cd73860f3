import { streamXlsxRows } from 'hucre/xlsx';
import { describe, expect, it } from 'vitest';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import { runCheck } from '../../../web/src/roster-check/run-check.ts';
import { templateXlsx } from '../../../web/src/pages/officer/form/template-xlsx.ts';

const RULES = { today: '2027-01-01', knownVillages: [], allowedVillages: [], occupations: [] };

describe('the roster template as a workbook', () => {
  it('has the template’s columns, and cells prepared as text below them', async () => {
    const rows = await Array.fromAsync(streamXlsxRows(new Uint8Array(await (await templateXlsx()).arrayBuffer())));

    expect(rows[0]?.values).toEqual([...ROSTER_COLUMNS]);
    expect(rows.slice(1).flatMap(({ values }) => values.filter((value) => value !== null))).toEqual([]);
  });

  it('is read by the check as a roster without rows', async () => {
    await expect(
      runCheck({ file: await templateXlsx(), rules: RULES, corrections: new Map() }, () => {}),
    ).rejects.toThrow(/row|empty|rows/i);
  });
});
