import { describe, expect, it } from 'vitest';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import { ROSTER_COLUMNS } from '../../../domain/roster/template.ts';
import {
  emptyRow,
  inTemplateOrder,
  pasteInto,
  readClipboard,
} from '../../../web/src/pages/officer/form/roster/paste.ts';
import { parse } from '../../../web/src/roster-check/csv-parse.ts';
import type { Corrections, Progress, RulesData } from '../../../web/src/roster-check/messages.ts';
import { runCheck } from '../../../web/src/roster-check/run-check.ts';
import { runComparison } from '../../../web/src/roster-check/run-comparison.ts';

const VILLAGE = '14.10.01.2001';
const RULES: RulesData = {
  today: '2026-12-07',
  knownVillages: [VILLAGE],
  allowedVillages: [VILLAGE],
  occupations: [{ code: 'petani', names: ['petani'] }],
};

const row = (nik: string, part: Readonly<Record<string, string>> = {}): string => {
  const cells: Readonly<Record<string, string>> = {
    nik,
    nama: 'Siti Aminah',
    tempat_lahir: 'Selatpanjang',
    tanggal_lahir: '05/05/1980',
    jenis_kelamin: 'P',
    nama_ibu_kandung: 'Halimah',
    alamat: 'Jalan Merdeka 1',
    kode_desa: VILLAGE,
    pekerjaan: 'petani',
    ...part,
  };
  return ROSTER_COLUMNS.map((column) => cells[column] ?? '').join(',');
};
const file = (...rows: readonly string[]): Blob => new Blob([[ROSTER_COLUMNS.join(','), ...rows].join('\r\n')]);

async function check(blob: Blob, corrections: Corrections = new Map()) {
  const told: Progress[] = [];
  const found = await runCheck({ file: blob, rules: RULES, corrections }, (progress) => told.push(progress));
  return { found, told };
}

const NIKS = ['1410014505800001', '1410014505800002', '1410014505800003'] as const;

describe('the check in the browser', () => {
  it('judges by the rules of the system: good rows are counted, bad ones keep their cells and every problem', async () => {
    const { found } = await check(file(row(NIKS[0]), row('12', { jenis_kelamin: 'X' }), row(NIKS[0])));

    expect(found).toMatchObject({ good: 1, bad: 2 });
    expect(found.badRows[0]).toMatchObject({ rowNumber: 3 });
    expect(found.badRows[0]?.problems.map(({ column, code }) => [column, code])).toEqual([
      ['nik', 'nik-digits-lost'],
      ['jenis_kelamin', 'sex-unknown'],
    ]);
    expect(found.badRows[1]?.problems.map(({ code }) => code)).toEqual(['nik-duplicate']);
    expect(await found.badRowsCsv?.text()).toMatch(/alasan,reason\r\n/);
  });

  it('takes corrections in, and gives the file back with each row in the place it had', async () => {
    const blob = file(row(NIKS[0]), '', row('12'), row(NIKS[1]), row(NIKS[2]));
    const corrected = row(NIKS[2]).split(',');
    const { found } = await check(
      blob,
      new Map([
        [4, corrected],
        [6, []],
      ]),
    );

    expect(found).toMatchObject({ good: 3, bad: 0 });
    const again = await check(found.corrected ?? new Blob());
    expect(again.found).toMatchObject({ good: 3, bad: 0 });
    const lines = (await found.corrected?.text())?.split('\r\n') ?? [];
    expect(lines[2]).toBe('');
    expect(lines[3]).toContain(NIKS[2]);
  });

  it('gives formulas back as text, in the corrected file and in the file of bad rows', async () => {
    const blob = file(row(NIKS[0], { alamat: '=HYPERLINK(A1)' }), row('12', { nama: '@SUM(A1)' }), row(NIKS[1]));
    const { found } = await check(blob, new Map([[4, row(NIKS[1], { alamat: '+1' }).split(',')]]));

    expect(await found.corrected?.text()).toMatch(/,'=HYPERLINK\(A1\),[^]*,'@SUM\(A1\),[^]*,'\+1,/);
    expect(await found.badRowsCsv?.text()).toContain("'@SUM(A1)");
  });

  it('shows a few hundred bad rows of a file that is bad throughout, and hands all of them back', async () => {
    const { found } = await check(file(...Array.from({ length: 700 }, () => row('12'))));

    expect(found.bad).toBe(700);
    expect(found.badRows).toHaveLength(500);
    expect((await found.badRowsCsv?.text())?.split('\r\n')).toHaveLength(702);
  });

  it('refuses a file without headings in the words of the system', async () => {
    await expect(check(new Blob(['satu,dua\r\n1,2\r\n']))).rejects.toMatchObject({ code: 'no-header' });
  });
});

describe('the reader of CSV for browsers', () => {
  it('reads bytes cut in the middle of a letter as one text', async () => {
    const rows: string[][] = [];
    const parser = parse({
      on_record: (cells: string[]) => {
        rows.push(cells);
        return null;
      },
    });
    const ended = new Promise((resolve) => parser.on('end', resolve));
    const bytes = new TextEncoder().encode('nama,desa\nZoë,"Alah, Air"\n');
    for (const byte of bytes) parser.write(Uint8Array.of(byte));
    parser.end();
    parser.resume();
    await ended;

    expect(rows).toEqual([
      ['nama', 'desa'],
      ['Zoë', 'Alah, Air'],
    ]);
  });
});

describe('a roster of a revision in the browser', () => {
  const content = (...rows: readonly string[]) => ({ file: file(...rows), corrections: new Map<number, string[]>() });

  async function compare(earlier: Parameters<typeof runComparison>[0], blob: Blob) {
    const rows: RosterRow[] = [];
    const order = { file: blob, rules: RULES, corrections: new Map() };
    const found = await runCheck(
      order,
      () => {},
      (good) => rows.push(good),
    );
    return runComparison(earlier, { rows, found, rules: RULES });
  }

  it('is compared worker by worker, with what each changed cell said before, wherever the row stands now', async () => {
    const earlier = content(row(NIKS[0]), row(NIKS[1], { alamat: 'Jalan Lama 2' }), row('12'));
    const now = file(row(NIKS[2]), row(NIKS[1], { no_hp: '081200000001' }));

    expect(await compare(earlier, now)).toEqual({
      added: 1,
      changed: 1,
      removed: 1,
      same: 0,
      badBefore: 1,
      badNow: 0,
      changes: [
        { kind: 'added', nik: NIKS[2], name: 'Siti Aminah', row: 2, cells: [] },
        {
          kind: 'changed',
          nik: NIKS[1],
          name: 'Siti Aminah',
          row: 3,
          cells: [
            { field: 'alamat', before: 'Jalan Lama 2', after: 'Jalan Merdeka 1' },
            { field: 'noHp', before: '', after: '+6281200000001' },
          ],
        },
        { kind: 'removed', nik: NIKS[0], name: 'Siti Aminah', row: 2, cells: [] },
      ],
    });
  });

  it('is compared with the earlier file as it was sent, corrections included', async () => {
    const corrected = row(NIKS[0], { alamat: 'Jalan Merdeka 7' }).split(',');
    const earlier = { ...content(row('12')), corrections: new Map([[2, corrected]]) };

    expect(await compare(earlier, file(row(NIKS[0], { alamat: 'Jalan Merdeka 7' })))).toMatchObject({
      same: 1,
      badBefore: 0,
      changes: [],
    });
  });
});

describe('cells pasted from a spreadsheet', () => {
  it('are read with their quotes and line breaks', () => {
    expect(readClipboard('a\t"dua\nbaris"\r\n"kata ""ini"""\tb\n')).toEqual([
      ['a', 'dua\nbaris'],
      ['kata "ini"', 'b'],
    ]);
  });

  it('go under their own headings when they bring them, and from the cursor on when they do not', () => {
    const headed = readClipboard(
      `${[...ROSTER_COLUMNS].reverse().join('\t')}\n${[...ROSTER_COLUMNS].reverse().join('!\t')}!`,
    );
    expect(pasteInto([], inTemplateOrder(headed, 3), 0)).toEqual([ROSTER_COLUMNS.map((column) => `${column}!`)]);

    const placed = pasteInto([emptyRow()], inTemplateOrder([['Siti', 'Rangsang']], 1), 2);
    expect(placed).toHaveLength(3);
    expect(placed[2]?.slice(0, 4)).toEqual(['', 'Siti', 'Rangsang', '']);
  });
});
