import { beforeAll, describe, expect, it } from 'vitest';
import { newTable } from '../../support/dynamodb-local.ts';
import { OFFICER, submitWorld } from '../../support/submit-world.ts';
import type { SubmitWorld } from '../../support/submit-world.ts';

let world: SubmitWorld;

beforeAll(async () => {
  world = await submitWorld(await newTable());
});

const missing = { uploadKey: `uploads/${OFFICER}/never-uploaded.csv`, fileName: 'a.csv' };
const sealed = () => [...world.objects.objects.keys()].filter((key) => key.startsWith('records/'));

describe('uploads that cannot be taken', () => {
  it.each([
    {
      what: 'a roster that was never uploaded',
      body: () => ({ roster: missing }),
      refusal: { code: 'object-missing', kind: 'invalid', field: 'body.roster.uploadKey' },
    },
    {
      what: 'a paper that was never uploaded',
      body: () => ({ ...world.files(), papers: { pks: { uploadKey: `uploads/${OFFICER}/never.pdf` } } }),
      refusal: { code: 'object-missing', kind: 'invalid', field: 'body.papers.pks.uploadKey' },
    },
    {
      what: 'a paper that is no PDF',
      body: () => ({ ...world.files(), papers: { sk: { uploadKey: world.upload('<html>', { extension: 'pdf' }) } } }),
      refusal: { code: 'not-a-pdf', kind: 'invalid', field: 'body.papers.sk.uploadKey' },
    },
    {
      what: 'an empty paper',
      body: () => ({ ...world.files(), papers: { sk: { uploadKey: world.upload('', { extension: 'pdf' }) } } }),
      refusal: { code: 'not-a-pdf', kind: 'invalid', field: 'body.papers.sk.uploadKey' },
    },
  ])('$what is refused with its field, and nothing is sealed or stored', async ({ what, body, refusal }) => {
    const key = what.replaceAll(' ', '-');

    await expect(world.submit({ key, body: body() })).rejects.toMatchObject(refusal);

    expect(sealed()).toEqual([]);
    expect(await world.idempotency(key)).toBeNull();
    expect(world.executions.started.size).toBe(0);
  });

  it('a store that fails is our fault and no refusal', async () => {
    const objects = {
      ...world.objects,
      readObject: () => {
        throw new TypeError('broken');
      },
    };

    const sent = world.submit({ key: 'store-fails', body: world.files(), deps: { ...world.deps, objects } });

    await expect(sent).rejects.toBeInstanceOf(TypeError);
  });
});
