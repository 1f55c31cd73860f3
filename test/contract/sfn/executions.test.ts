import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { executionArn, openExecutions } from '../../../functions/adapters/sfn/executions.ts';
import { startFixture } from '../../unit/local/fixture/running.ts';
import type { Running } from '../../unit/local/fixture/running.ts';

let running: Running;
beforeAll(async () => {
  running = await startFixture({ scheduler: false });
});
afterAll(() => running.stop());

const open = () => openExecutions(new SFNClient(running.operator));
const machine = () => running.resource('Service', 'Machine');

describe('executions', () => {
  it('run once for each name, however often they are started', async () => {
    const start = { machineArn: machine(), name: 'REQ0000001-1-1', input: { do: 'echo' } };
    await open().startExecution(start);
    await open().startExecution(start);
    expect(await open().describeExecution(start)).not.toBeNull();
  });

  it('that were never started are not there', async () => {
    expect(await open().describeExecution({ machineArn: machine(), name: 'never' })).toBeNull();
  });

  it('are named after their machine', () => {
    expect(executionArn('arn:aws:states:ap-southeast-3:1:stateMachine:premium-request', 'A-1-1')).toBe(
      'arn:aws:states:ap-southeast-3:1:execution:premium-request:A-1-1',
    );
  });
});

describe('a task token', () => {
  it('that nobody waits for any more counts as told', async () => {
    expect(await open().answerToken('bm8gc3VjaCB0b2tlbg==', { outcome: 'decided' })).toBe('gone');
  });
});
