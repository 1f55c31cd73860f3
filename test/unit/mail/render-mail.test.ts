import { describe, expect, test } from 'vitest';
import { requestDraft } from '../../../functions/mail/approval-drafts.ts';
import { batchDraft, outcomeDraft, removedDraft } from '../../../functions/mail/other-drafts.ts';
import { headerText, renderMail } from '../../../functions/mail/render-mail.ts';
import { batchHeadSchema } from '../../../functions/adapters/dynamodb/batch-records.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { approvingHead } from '../../support/approval-world.ts';

const TEXT = { id: 'Isi', en: 'Content' };

describe('rendering a mail', () => {
  test('a subject stays one line of bounded length, whatever a title holds', () => {
    expect(headerText('Judul\r\nBcc: x@example.test\u2028lagi\u0000')).toBe('Judul Bcc: x@example.test lagi');
    expect(headerText('x'.repeat(500))).toHaveLength(150);
  });

  test('markup in a title appears as text in the HTML part', () => {
    const draft = { subject: { id: '<script>', en: '<script>' }, paragraphs: [{ id: '<b>x</b>', en: 'y' }], facts: [] };
    const { html } = renderMail(draft, 'id');
    expect(html).not.toContain('<script>');
    expect(html).toContain('&lt;b&gt;x&lt;/b&gt;');
  });

  test('both languages stand in both parts, the reader’s first', () => {
    const draft = {
      subject: TEXT,
      paragraphs: [TEXT],
      facts: [],
      button: { label: TEXT, url: 'https://x.example.test/a' },
    };
    for (const part of [renderMail(draft, 'en').text, renderMail(draft, 'en').html]) {
      expect(part.indexOf('Content')).toBeGreaterThan(-1);
      expect(part.lastIndexOf('Isi')).toBeGreaterThan(part.indexOf('Content'));
      expect(part.split('https://x.example.test/a').length).toBeGreaterThan(2);
    }
  });

  test('no mail holds sixteen digits in a row or anything from outside', () => {
    const level = {
      status: 'open',
      version: 1,
      number: 1,
      levelId: 'bidang',
      title: TEXT,
      submitterId: 'petugas',
      decidedElsewhere: [],
      seats: [],
      quorum: { kind: 'any' },
      proof: 'link',
      mayDelegateTo: [],
      openedAt: '2027-01-04T02:00:00.000Z',
      reminders: [],
      remindersSent: 0,
      expireAt: '2027-01-11T02:00:00.000Z',
      onExpiry: 'expire',
      holdUsed: false,
    } as unknown as Parameters<typeof requestDraft>[0]['level'];
    const mail = renderMail(
      requestDraft({ head: approvingHead(), level, utcOffsetMinutes: 420 }, 'https://a.example.test/s'),
      'id',
    );
    expect(mail.text).not.toMatch(/\d{16}/);
    expect(mail.html).not.toMatch(/src=|@import|<link/);
    expect(mail.text).toContain('Senin, 11 Januari 2027 pukul 09.00.00 WIB');
    expect(mail.text).toContain('Rp84.084.000');
    expect(mail.text).toContain('c0ff ee00 0000 0000');
  });

  test.each([
    ['committed', 'Iuran dicatat'],
    ['refused', 'Usulan tidak dapat diproses'],
    ['rejected', 'Usulan ditolak'],
    ['returned', 'Usulan dikembalikan'],
    ['withdrawn', 'Usulan ditarik'],
    ['expired', 'Usulan berakhir tanpa keputusan'],
    ['failed', 'Usulan dihentikan'],
  ] as const)('the officer of a request that is %s reads “%s” with the reason', (status, words) => {
    const outcome = { code: 'x', id: 'Sebabnya begini.', en: 'Because of this.' };
    const mail = renderMail(outcomeDraft(approvingHead({ status, outcome }), 'https://a.example.test'), 'id');
    expect(mail.subject).toBe(`[Lindung] ${words}: Pekerja rentan Januari`);
    expect(mail.text).toContain('Sebabnya begini.');
  });

  test('the mail about removed workers tells how many and how much', () => {
    const object = { key: 'k', sha256: 'a'.repeat(64), bytes: 1 };
    const head = approvingHead({ removal: { object, workers: 5, amount: rupiah(84_000) } });
    expect(renderMail(removedDraft(head), 'id').text).toContain('5 pekerja (Rp84.000)');
  });

  test('a batch is named by its number, with lines, total and due date', () => {
    const batch = batchHeadSchema.parse({
      batchId: 'SG-202701-1-APBD-1',
      slot: 's',
      status: 'sent',
      version: 1,
      attempt: 1,
      wadahId: 'SG',
      sourceId: 'APBD',
      programmes: ['JKK'],
      period: { firstMonth: '2027-01', months: 1 },
      fiscalYear: 2027,
      sequence: 1,
      number: 7,
      openedAt: 'x',
      changedAt: 'x',
      dueDate: '2027-02-15',
      members: 1,
      lines: 5005,
      total: 84_084_000,
    });
    const mail = renderMail(batchDraft('batch-ready', batch, 'https://a.example.test'), 'id');
    expect(mail.subject).toBe('[Lindung] Batch siap diserahkan: 7/2027 (SG-202701-1-APBD-1)');
    expect(mail.text).toContain('Jatuh tempo: 15 Februari 2027');
    expect(mail.text).toContain('Rp84.084.000');
  });
});
