import { describe, expect, it } from 'vitest';
import policy from '../../../config/meranti/policy.json' with { type: 'json' };
import { policySchema } from '../../../domain/approval/policy.ts';
import { endOfDay, startOfDay } from '../../../web/src/pages/administrator/absence/local-days.ts';
import { fieldsOf, judge, levelOf, newLevel } from '../../../web/src/pages/administrator/policy/level-fields.ts';
import { readEntries } from '../../../web/src/pages/administrator/workers/entries.ts';

describe('lines of workers to exclude', () => {
  it('are read with tabs, semicolons or commas, in both languages and both ways to write a day', () => {
    const text = [
      'NIK\tsebab\ttanggal',
      '1410014505800001\tMeninggal\t05/01/2027',
      '',
      '"1410014505800002";"moved";"2027-01-06"',
      '1410014505800003,keluar,7.1.2027',
    ].join('\r\n');

    expect(readEntries(text)).toEqual({
      entries: [
        { nik: '1410014505800001', reason: 'deceased', since: '2027-01-05' },
        { nik: '1410014505800002', reason: 'moved', since: '2027-01-06' },
        { nik: '1410014505800003', reason: 'left', since: '2027-01-07' },
      ],
      wrongLines: [],
    });
  });

  it.each(['12,pindah,2027-01-05', '1410014505800001,lupa,2027-01-05', '1410014505800001,pindah,2027-13-05', 'a1'])(
    '%s is told as a wrong line and never sent',
    (line) => {
      expect(readEntries(line)).toEqual({ entries: [], wrongLines: [1] });
    },
  );
});

describe('a policy in the editor', () => {
  const levels = policySchema.parse(policy).levels;

  it('is the same policy when nothing was typed', () => {
    const all = levels.map(fieldsOf);
    expect(all.map(levelOf)).toEqual(levels);
    expect(judge(all, 'en', 'unreadable')).toEqual({ levels, problems: {} });
  });

  it('tells a field that cannot be read by its place, and a gap only once all can be read', () => {
    const [first, ...rest] = levels.map(fieldsOf);
    if (first === undefined) throw new Error('the sample has no level');
    expect(judge([{ ...first, expireAfter: 'lama' }, ...rest], 'en', 'unreadable').problems).toEqual({
      'levels.0.expireAfterHours': 'unreadable',
    });
    const gap = judge([{ ...first, amountFrom: 'Rp1.000' }], 'id', 'unreadable');
    expect(gap.problems['levels']).toMatch(/tidak ada tingkat yang memutuskan Rp0/);
  });

  it('a new level wants its name and its approvers', () => {
    const { problems } = judge([newLevel(1)], 'en', 'unreadable');
    expect(Object.keys(problems)).toEqual(['levels.0.title.id', 'levels.0.title.en', 'levels.0.approvers']);
  });
});

describe('whole local days', () => {
  it.each([
    ['Asia/Jakarta', '2027-02-28T17:00:00.000Z', '2027-03-01T17:00:00.000Z'],
    ['Asia/Jayapura', '2027-02-28T15:00:00.000Z', '2027-03-01T15:00:00.000Z'],
  ])('of %s begin and end at its midnight', (timeZone, start, end) => {
    expect([startOfDay('2027-03-01', timeZone), endOfDay('2027-03-01', timeZone)]).toEqual([start, end]);
  });
});
