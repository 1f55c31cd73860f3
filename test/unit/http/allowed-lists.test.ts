import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import { month } from '../../../domain/period/period.ts';
import { createBatch } from '../../../functions/http/create-batch/step.ts';
import { body as factBody } from '../../../functions/http/enter-fact/contract.ts';
import { body as changeBody } from '../../../functions/http/propose-change/contract.ts';
import { fieldProblem } from '../../../functions/runtime/field-problem.ts';
import { FINANCE, batchWorld } from '../../support/batch-world.ts';
import { deployHandlers } from '../../support/deployed-handlers.ts';
import type { Deployed } from '../../support/deployed-handlers.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { ADMINISTRATOR, OFFICER, plainBody } from '../../support/submit-world.ts';
import { RULES, problemTextsOf } from '../roster/roster-samples.ts';

let deployed: Deployed;
beforeAll(async () => {
  deployed = await deployHandlers();
});
afterAll(() => deployed.stop());

const SOURCES = 'APBD, DBH-SAWIT, APBDES, BAZNAS, CSR';
const KEY = { 'idempotency-key': 'a-key-of-eight-or-more' };

describe('what is not known is refused with the list of what is allowed', () => {
  it.each([
    [{ wadahId: 'XX' }, 'body.wadahId', 'XX is not known. Allowed: SG.'],
    [{ sourceId: 'HIBAH' }, 'body.sourceId', `HIBAH is not known. Allowed: ${SOURCES}.`],
    [{ programmes: ['JP'] }, 'body.programmes.0', 'JKK, JKM, JHT'],
    [{ period: { firstMonth: '2027-01', months: 2 } }, 'body.period.months', '1, 3, 6, 12'],
    [{ period: { firstMonth: '2027-12', months: 3 } }, 'body.period', '2027'],
  ])('in a request: %o', async (change, field, list) => {
    const call = { as: OFFICER, headers: KEY, body: { ...plainBody(), ...change } };
    const { status, body } = await deployed.to('submit-request', call);
    expect([status, body.error?.field]).toEqual([400, field]);
    expect(body.error?.text.en).toContain(list);
    expect(body.error?.text.id).toContain(list.replace('is not known. Allowed', 'tidak dikenal. Yang diperbolehkan'));
  });

  it.each([
    [{ wadahId: 'XX' }, { code: 'unknown-wadah', field: 'body.wadahId' }, 'SG'],
    [{ sourceId: 'HIBAH' }, { code: 'unknown-source', field: 'body.sourceId' }, SOURCES],
  ])('when a batch is asked for: %o', async (change, refusal, list) => {
    const world = await batchWorld(await newTable());
    const asked = { wadahId: 'SG', sourceId: 'APBD', firstMonth: month('2027-01'), months: 1 as const, ...change };
    const call = createBatch({ body: asked, caller: { personId: FINANCE } }, world.deps());
    await expect(call).rejects.toMatchObject({ ...refusal, text: { en: expect.stringContaining(list) as string } });
  });

  it('in an allocation that is proposed', async () => {
    const content = {
      sourceId: 'HIBAH',
      fiscalYear: 2027,
      programme: 'JKK',
      accountCode: '5.1.02',
      amount: 1,
      basedOn: 'DPA',
    };
    const call = { as: ADMINISTRATOR, body: { kind: 'allocation', content } };
    const { body } = await deployed.to('propose-change', call);
    expect(body.error?.text.en).toContain(`there is no funding source HIBAH; there are ${SOURCES}`);
    const programme = { ...call.body, content: { ...content, sourceId: 'APBD', programme: 'JP' } };
    expect((await deployed.to('propose-change', { ...call, body: programme })).body.error?.text.en).toContain(
      'JKK, JKM, JHT',
    );
  });

  it('for a village in a roster, with row, column and what stands there', async () => {
    const allowed = [...RULES.allowedVillages].slice(0, 3).join(', ');
    for (const village of ['14.10.99.2001', '14.10.02.2001']) {
      const [problem, ...others] = await problemTextsOf({ kode_desa: village });
      expect(others).toEqual([]);
      expect(problem).toMatchObject({ rowNumber: 2, column: 'kode_desa', value: village });
      expect(problem?.text.en).toContain(`Allowed: ${allowed}`);
      expect(problem?.text.id).toContain(`Yang diperbolehkan: ${allowed}`);
    }
  });
});

describe('an amount that is no whole number of rupiah from 0 to 2^53 − 1', () => {
  const facts = (amount: unknown) => [
    { kind: 'billed', kodeIuran: '12345678901', amount },
    { kind: 'sp2d', number: 'SP2D-1', date: '2027-01-10', amount },
    { kind: 'paid', bankReference: 'REF-1', date: '2027-01-11', amount },
  ];
  const allocation = (amount: unknown) => ({
    kind: 'allocation',
    content: {
      sourceId: 'APBD',
      fiscalYear: 2027,
      programme: 'JKK',
      accountCode: '5.1.02.02.02.0006',
      amount,
      basedOn: 'DPA 1/2027',
    },
  });
  const told = (schema: z.ZodType, value: unknown) => {
    const { error } = schema.safeParse(value);
    if (error === undefined) return undefined;
    const { path, text } = fieldProblem(error, value);
    return [path.at(-1), text.id, text.en];
  };

  it.each([
    [16_800.5, 'harus berupa bilangan bulat', 'must be a whole number'],
    [-1, 'harus paling sedikit 0', 'must be at least 0'],
    [2 ** 53, 'harus paling banyak 9007199254740991', 'must be at most 9007199254740991'],
    ['16800', 'harus berupa angka', 'must be a number'],
  ])('such as %s is refused in every fact of payment and in an allocation, with what it must be', (amount, ...text) => {
    for (const fact of facts(amount)) expect(told(factBody, fact)).toEqual(['amount', ...text]);
    expect(told(changeBody, allocation(amount))).toEqual(['amount', ...text]);
    for (const fact of facts(2 ** 53 - 1)) expect(told(factBody, fact)).toBeUndefined();
    expect(told(changeBody, allocation(0))).toBeUndefined();
  });
});
