import { describe, expect, it } from 'vitest';
import { holdsNik } from '../../../domain/nik/holds-nik.ts';
import { body as enterFactBody } from '../../../functions/http/enter-fact/contract.ts';

describe('a text', () => {
  it.each([
    '1410014505800001',
    'a.n. Siti (1410 0145 0580 0001)',
    '1410\u00a00145\u00a00580\u00a00001',
    '141001\u2013450580\u20130001',
    '1410.0145.0580.0001',
  ])('holds a NIK: %s', (text) => {
    expect(holdsNik(text)).toBe(true);
  });

  it.each(['27010000001', '14100145058000012', '20270115-00001234', 'SK/500.15/2026/001', '2.351.865.600'])(
    'holds none: %s',
    (text) => {
      expect(holdsNik(text)).toBe(false);
    },
  );
});

describe('why the bank took a payment back', () => {
  const reversal = (reason: string) =>
    enterFactBody.safeParse({ kind: 'reversed', bankReference: 'BRK-1', date: '2027-01-20', reason });

  it('is written without a NIK, because it is quoted in mails', () => {
    expect(reversal('rekening 1410 0145 0580 0001 salah').error?.issues).toMatchObject([{ path: ['reason'] }]);
    expect(reversal('nomor rekening salah').success).toBe(true);
  });
});
