import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nikHasher } from '../../../functions/adapters/secrets/nik-hash.ts';
import { loadExclusions } from '../../../functions/http/load-exclusions/step.ts';
import { output as showTariffs } from '../../../functions/http/show-tariffs/contract.ts';
import { deployHandlers } from '../../support/deployed-handlers.ts';
import type { Deployed } from '../../support/deployed-handlers.ts';
import { person } from '../../support/approval-world.ts';
import { AUDITOR, FINANCE, OFFICER } from '../../support/submit-world.ts';

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deployHandlers();
});
afterAll(() => deployed.stop());

describe('what everybody can look up', () => {
  it('shows every tariff with its source, and which figures price nothing until somebody confirms them', async () => {
    const { status, body } = await deployed.to('show-tariffs', { as: OFFICER });

    expect(status).toBe(200);
    const { bpu, bands, discounts, unsettled } = showTariffs.parse(body);
    for (const row of [...bpu, ...bands, ...discounts]) expect(row.source).not.toBe('');
    expect(unsettled).toContain('bpu-basis-02');
    expect(unsettled).toContain('APBDES');
    expect(unsettled).not.toContain('bpu-jkm');
  });

  it('shows the payment calendar of a year: a due date on a Saturday moves on, December must be paid within the year', async () => {
    const { body } = await deployed.to('show-calendar', { as: FINANCE, query: { year: '2027' } });

    const months = body['months'] as { month: string; dueDate: string; payBy: string }[];
    expect(months).toHaveLength(12);
    // 15 May 2027 is a Saturday.
    expect(months[3]).toMatchObject({ month: '2027-04', dueDate: '2027-05-17', payBy: '2027-05-17' });
    expect(months[11]).toMatchObject({ month: '2027-12', dueDate: '2028-01-17', payBy: '2027-12-31' });
  });

  it('names the field when the year is none', async () => {
    const { status, body } = await deployed.to('show-calendar', { as: FINANCE, query: { year: 'abc' } });

    expect(status).toBe(400);
    expect(body.error?.field).toBe('query.year');
  });
});

describe("a worker's premium", () => {
  const explain = (query: Record<string, string>) =>
    deployed.to('explain-premium', {
      as: OFFICER,
      query: { sourceId: 'APBD', programmes: 'JKK,JKM', firstMonth: '2027-01', months: '3', ...query },
    });

  it('is explained for each programme and month, with basis, rate, rule and source', async () => {
    const { body } = await explain({ sector: 'transportasi' });

    const lines = body['lines'] as { amount: number; text: { en: string } }[];
    expect(body['total']).toBe(3 * 16_800);
    expect(lines).toHaveLength(6);
    expect(lines[0]?.text.en).toBe(
      'JKK: 1% of the basis Rp1.000.000 = Rp10.000 (PP 44/2015, Annex II), without discount: the money counts as APBN/APBD',
    );
  });

  it('is refused with the list of what is allowed for an unknown funding source', async () => {
    const { status, body } = await explain({ sourceId: 'APBN' });

    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'unknown-source', field: 'query.sourceId' });
    expect(body.error?.text.en).toBe('APBN is not known. Allowed: APBD, DBH-SAWIT, APBDES, BAZNAS, CSR.');
  });

  it.each([
    ['programmes', 'JKK,XYZ'],
    ['months', '2'],
    ['firstMonth', '2027-13'],
    ['income', '1500000.5'],
    ['income', '-1'],
    ['income', '9007199254740992'],
  ])('names the field %s when it is %s', async (field, value) => {
    const { status, body } = await explain({ [field]: value });

    expect(status).toBe(400);
    expect(body.error?.field).toMatch(new RegExp(`^query\\.${field}`));
  });
});

describe('the exclusion list', () => {
  const nikOf = (index: number): string => `141001450580${String(1000 + index)}`;

  it('is shown newest first, page by page, with masked NIKs only', async () => {
    const entries = Array.from({ length: 120 }, (_, index) => ({
      nik: nikOf(index),
      reason: 'moved' as const,
      since: '2026-12-01',
    }));
    const hash = nikHasher('a key for tests of at least 32 characters');
    const load = (some: typeof entries, at: string) =>
      loadExclusions(
        { body: { entries: some }, caller: { personId: person('admin-disnaker') } },
        { table: deployed.world.store, hasher: () => Promise.resolve(hash), now: () => new Date(at) },
      );
    await load(entries, '2026-12-07T02:00:00.000Z');
    await load(entries.slice(5, 6), '2026-12-08T02:00:00.000Z');

    const first = await deployed.to('list-exclusions', { as: AUDITOR });
    const cursor = first.body['cursor'] as string;
    const second = await deployed.to('list-exclusions', { as: AUDITOR, query: { cursor } });

    const shown = [first, second].flatMap(({ body }) => body['exclusions'] as { nik: string; loadedBy: string }[]);
    expect(shown).toHaveLength(120);
    expect(shown[0]).toMatchObject({ nik: '1410********1005', reason: 'moved', loadedBy: 'admin-disnaker' });
    expect(second.body['cursor']).toBeUndefined();
    expect(JSON.stringify([first, second])).not.toContain(nikOf(0));
  });

  it('refuses a cursor of another list', async () => {
    const key = { pk: 'x', sk: 'y', listPk: 'BATCHES', listSk: 'z' };
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');

    expect(await deployed.to('list-exclusions', { as: AUDITOR, query: { cursor } })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid-cursor' } },
    });
  });
});
