import jsonata from 'jsonata';
import { describe, expect, it } from 'vitest';
import * as batch from '../../../lib/workflows/payment-batch/expressions.ts';
import * as premium from '../../../lib/workflows/premium-request/expressions.ts';

const execution = { Input: { revisionId: 'R3V1S10N', batchId: 'SG-202701-1-APBD-1', attempt: 2 } };
const states = {
  input: { level: 2, waitSeconds: 90, sha256: 'abc', outcome: 'open' },
  result: { Payload: { outcome: 'read' } },
  context: { Execution: execution, Map: { Item: { Value: { chunk: 7, key: 'k' } } } },
};

const evaluate = (expression: string): Promise<unknown> =>
  jsonata(expression.slice(2, -2)).evaluate(undefined, { states });

describe('expressions of premium-request', () => {
  it.each([
    ['revision', premium.revisionId, 'R3V1S10N'],
    ['list of chunks', premium.manifestKey, 'requests/R3V1S10N/manifest.json'],
    ['results of the first map', premium.mapPrefix('check'), 'requests/R3V1S10N/maps/check'],
    ['results of the last map', premium.mapPrefix('record'), 'requests/R3V1S10N/maps/record'],
    ['open level', premium.level, 2],
    ['time to wait', premium.waitSeconds, 90],
  ])('pick the %s', async (_, expression, expected) => {
    expect(await evaluate(expression)).toEqual(expected);
  });

  it('hand a map item on whole', async () => {
    expect(await evaluate(premium.item)).toEqual({ chunk: 7, key: 'k' });
  });
});

describe('expressions of payment-batch', () => {
  it.each([
    ['batch', batch.batchId, 'SG-202701-1-APBD-1'],
    ['attempt', batch.attempt, 2],
    ['list of chunks', batch.chunksKey, 'batches/SG-202701-1-APBD-1/chunks.json'],
    ['parts of the answer file in hand', batch.partsKey, 'batches/SG-202701-1-APBD-1/answers/abc/parts.json'],
    ['results of a map', batch.mapPrefix('settle'), 'batches/SG-202701-1-APBD-1/maps/settle'],
    ['results of an answer file', batch.answerMapPrefix, 'batches/SG-202701-1-APBD-1/maps/answers/abc'],
    ['answer file', batch.sha256, 'abc'],
    ['outcome of a call', batch.outcome, 'read'],
    ['time to wait', batch.waitSeconds, 90],
  ])('pick the %s', async (_, expression, expected) => {
    expect(await evaluate(expression)).toEqual(expected);
  });

  it('hand a map item on whole', async () => {
    expect(await evaluate(batch.item)).toEqual({ chunk: 7, key: 'k' });
  });
});
