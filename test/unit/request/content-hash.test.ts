import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rupiah } from '../../../domain/money/money.ts';
import { amountsOf, totalOf } from '../../../domain/request/amounts.ts';
import { contentHash, lineHash } from '../../../domain/request/line-hash.ts';
import type { SealedContent } from '../../../domain/request/line-hash.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const LINE = { nikHash: 'abc', row: { nik: '1', nama: 'A' }, amounts: { JKK: [rupiah(10_000)] } };
const CONTENT: SealedContent = {
  header: { wadahId: 'SG', sourceId: 'APBD', period: { firstMonth: '2027-01', months: 1 }, programmes: ['JKK', 'JKM'] },
  total: rupiah(16_800),
  files: { roster: 'r'.repeat(64), sk: 's'.repeat(64) },
  lineHashes: ['b', 'a', 'c'],
  tariffRows: ['bpu-jkk', 'bpu-jkm'],
  rules: ['v1/rules-1', 'tariffs-1'],
};

describe('the hash of a line', () => {
  it('does not depend on the order in which a row keeps its fields', () => {
    expect(lineHash({ ...LINE, row: { nama: 'A', nik: '1' } }, sha256)).toBe(lineHash(LINE, sha256));
  });

  it.each([
    ['another person', { ...LINE, nikHash: 'abd' }],
    ['another name', { ...LINE, row: { ...LINE.row, nama: 'B' } }],
    ['another amount', { ...LINE, amounts: { JKK: [rupiah(10_001)] } }],
    ['another programme', { ...LINE, amounts: { JKM: [rupiah(10_000)] } }],
  ])('changes with %s', (_what, line) => {
    expect(lineHash(line, sha256)).not.toBe(lineHash(LINE, sha256));
  });
});

describe('the content hash', () => {
  it('is the same for the same lines in any order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(['b', 'a', 'c'], { minLength: 3 }), (lineHashes) => {
        expect(contentHash({ ...CONTENT, lineHashes }, sha256)).toBe(contentHash(CONTENT, sha256));
      }),
    );
  });

  it.each([
    ['a line less', { lineHashes: ['a', 'b'] }],
    ['another total', { total: rupiah(16_801) }],
    ['another paper', { files: { ...CONTENT.files, sk: 't'.repeat(64) } }],
    ['no paper', { files: { roster: CONTENT.files.roster } }],
    ['another source', { header: { ...CONTENT.header, sourceId: 'CSR' } }],
    ['another tariff row', { tariffRows: ['bpu-jkk'] }],
    ['another version of the rules', { rules: ['v1/rules-2', 'tariffs-1'] }],
  ])('changes with %s', (_what, change) => {
    expect(contentHash({ ...CONTENT, ...change }, sha256)).not.toBe(contentHash(CONTENT, sha256));
  });
});

describe('amounts', () => {
  it('leave out what is not bought and add up by programme', () => {
    const months = [rupiah(10_000), rupiah(10_000), rupiah(10_000)];
    const amounts = amountsOf({ byProgramme: { JKK: months, JKM: months.map(() => rupiah(6_800)), JHT: [] } });
    expect(Object.keys(amounts)).toEqual(['JKK', 'JKM']);
    expect(totalOf(amounts)).toBe(50_400);
    expect(totalOf(amounts, 'JKM')).toBe(20_400);
    expect(totalOf(amounts, 'JHT')).toBe(0);
  });
});
