import { describe, expect, test } from 'vitest';
import { month } from '../../../domain/period/period.ts';
import { checkNonce, makeNonce } from '../../../functions/pages/nonce.ts';
import { chartTable } from '../../../functions/pages/charts.ts';
import { html } from '../../../functions/pages/html.ts';
import { localMoment, periodName, shortHash, wholeNumber } from '../../../functions/pages/words.ts';
import { hmacTwin } from '../../support/approval-world.ts';

describe('markup', () => {
  test('every value is escaped, nested markup is not escaped twice, and absent values leave nothing', () => {
    const name = `<script>alert("x")</script>&'`;
    expect(html`<p title="${name}">${html`<b>${name}</b>`}${null}${false}${undefined}${[1, 'a']}</p>`.markup).toBe(
      '<p title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;"><b>&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&#39;</b>1a</p>',
    );
  });

  test('a chart keeps small values visible, folds the tail and never divides by nothing', () => {
    const bars = Array.from({ length: 14 }, (_, index) => [`place ${index}`, index === 0 ? 5000 : 1] as const);
    const { markup } = chartTable({ title: 'Kecamatan', bars }, 'id');
    expect(markup.match(/<tr>/g)).toHaveLength(10);
    expect(markup).toContain('lainnya');
    expect(markup).toContain('width="1"');
    expect(chartTable({ title: 'x', bars: [] }, 'id').markup).not.toContain('NaN');
  });
});

describe('words', () => {
  test('a moment is told on local clocks, across the date line of UTC', () => {
    const at = { language: 'id', utcOffsetMinutes: 420 } as const;
    expect(localMoment('2026-12-31T17:00:00.000Z', at)).toBe('Jumat, 1 Januari 2027 pukul 00.00.00 WIB');
    expect(localMoment('2026-12-31T17:00:00.000Z', { language: 'en', utcOffsetMinutes: 345 })).toBe(
      'Thursday, 31 December 2026 at 22:45:00 UTC+05:45',
    );
  });

  test('months are named', () => {
    expect(periodName({ firstMonth: month('2027-01'), months: 1 }, 'id')).toBe('Januari 2027');
    expect(periodName({ firstMonth: month('2027-01'), months: 3 }, 'en')).toBe('January – March 2027 (3 months)');
    expect(periodName({ firstMonth: month('2026-11'), months: 3 }, 'id')).toBe(
      'November 2026 – Januari 2027 (3 bulan)',
    );
  });

  test('numbers and hashes are grouped for the eye', () => {
    expect([wholeNumber(5005, 'id'), wholeNumber(1234567, 'en'), wholeNumber(7, 'id')]).toEqual([
      '5.005',
      '1,234,567',
      '7',
    ]);
    expect(shortHash('0123456789abcdef0123')).toBe('0123 4567 89ab cdef');
  });
});

describe('the nonce of a shown page', () => {
  const mac = hmacTwin();
  const subject = { linkHash: 'link', contentHash: 'content' };
  const shownAt = new Date('2027-01-04T02:00:00.000Z');
  const after = (ms: number) => new Date(shownAt.getTime() + ms);
  const check = async (change: Partial<Parameters<typeof checkNonce>[1]>) =>
    checkNonce(mac, { nonce: await makeNonce(mac, subject, shownAt), subject, now: shownAt, ...change });

  test('is good until exactly thirty minutes after', async () => {
    expect(await check({})).toBe('good');
    expect(await check({ now: after(30 * 60_000) })).toBe('good');
    expect(await check({ now: after(30 * 60_000 + 1) })).toBe('stale');
    expect(await check({ now: after(-61_000) })).toBe('stale');
    expect(await check({ now: after(60_000), validMinutes: 0.5 })).toBe('stale');
  });

  test('does not count for another link, another content, another time or another key', async () => {
    expect(await check({ subject: { ...subject, linkHash: 'other' } })).toBe('forged');
    expect(await check({ subject: { ...subject, contentHash: 'other' } })).toBe('forged');
    const nonce = await makeNonce(mac, subject, shownAt);
    const moved = `${after(60_000).getTime().toString(36)}.${nonce.split('.')[1] ?? ''}`;
    expect(await check({ nonce: moved })).toBe('forged');
    expect(await check({ nonce: await makeNonce(hmacTwin('other'), subject, shownAt) })).toBe('forged');
    for (const nonsense of ['', '.', 'x', 'x.', '-1.x', `${nonce}x`])
      expect(await check({ nonce: nonsense })).toBe('forged');
  });
});
