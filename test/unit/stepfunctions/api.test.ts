import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  DescribeExecutionCommand,
  ListStateMachinesCommand,
  SFNClient,
  StartExecutionCommand,
  CreateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { afterEach, describe, expect, test } from 'vitest';
import { createEngine, JournalUnreadableError } from '../../../local/stepfunctions/engine.ts';
import { handleStatesRequest } from '../../../local/stepfunctions/server.ts';
import { createBench, createMemoryObjects, failsWith, ROLE } from './support.ts';

const WAIT = { StartAt: 'A', States: { A: { Type: 'Wait', Seconds: 60, End: true } } };
const definition = (seconds: number): string =>
  JSON.stringify({
    QueryLanguage: 'JSONata',
    StartAt: 'A',
    States: { A: { Type: 'Wait', Seconds: seconds, End: true } },
  });
const MACHINE_ONE = 'arn:aws:states:us-east-1:123456789012:stateMachine:machine-1';

const folders: string[] = [];
function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'stepfunctions-api-'));
  folders.push(folder);
  return folder;
}
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
describe('StartExecution', () => {
  test('with the same name and input is the same execution while it runs, and ExecutionAlreadyExists otherwise', async () => {
    const { engine, clock, begin } = createBench();
    const executionArn = begin(WAIT, { a: 1 });
    const { stateMachineArn } = engine.describeExecution(executionArn);
    const again = engine.startExecution({ stateMachineArn, name: 'one', input: '{"a":1}' });

    expect(again.executionArn).toBe(executionArn);
    expect(() => engine.startExecution({ stateMachineArn, name: 'one', input: '{"a":2}' })).toThrow(
      failsWith('ExecutionAlreadyExists'),
    );
    await clock.advanceBy(60_000);
    expect(() => engine.startExecution({ stateMachineArn, name: 'one', input: '{"a":1}' })).toThrow(
      failsWith('ExecutionAlreadyExists'),
    );
  });

  test.each([
    ['a name of 81 characters', { name: 'n'.repeat(81) }, 'InvalidName'],
    ['a name with a colon', { name: 'a:b' }, 'InvalidName'],
    ['an empty name', { name: '' }, 'InvalidName'],
    ['an input that is not JSON', { input: 'not json' }, 'InvalidExecutionInput'],
    ['an input of more than 262,144 bytes', { input: `"${'é'.repeat(131_072)}"` }, 'ValidationException'],
    ['an ARN of something else', { stateMachineArn: 'arn:aws:lambda:us-east-1:123456789012:function:f' }, 'InvalidArn'],
    [
      'a machine that is not there',
      { stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:none' },
      'StateMachineDoesNotExist',
    ],
  ])('refuses %s', (_what, fields, code) => {
    const { engine, begin } = createBench();
    const { stateMachineArn } = engine.describeExecution(begin(WAIT));

    expect(() => engine.startExecution({ stateMachineArn, ...fields })).toThrow(failsWith(code));
  });

  test('takes a name again 90 days after its execution closed, when the engine is started', async () => {
    const { engine, clock, begin } = createBench();
    const executionArn = begin(WAIT);
    const { stateMachineArn } = engine.describeExecution(executionArn);
    await clock.advanceBy(91 * 86_400_000);
    engine.resume();

    expect(() => engine.describeExecution(executionArn)).toThrow(failsWith('ExecutionDoesNotExist'));
    expect(engine.startExecution({ stateMachineArn, name: 'one' }).executionArn).toBe(executionArn);
  });
});

describe('state machines', () => {
  test('a running execution keeps its definition when the machine is updated or deleted', async () => {
    const { engine, clock } = createBench();
    const { stateMachineArn } = engine.createStateMachine({ name: 'm', definition: definition(60), roleArn: ROLE });
    const { executionArn, startDate } = engine.startExecution({ stateMachineArn });
    engine.updateStateMachine({ stateMachineArn, definition: definition(5) });
    const later = engine.startExecution({ stateMachineArn });
    engine.deleteStateMachine(stateMachineArn);
    await clock.advanceBy(60_000);

    expect(engine.describeExecution(executionArn).stopDate).toBe(startDate + 60_000);
    expect(engine.describeExecution(later.executionArn).stopDate).toBe(startDate + 5000);
    expect(() => engine.describeStateMachine(stateMachineArn)).toThrow(failsWith('StateMachineDoesNotExist'));
  });

  // https://docs.aws.amazon.com/step-functions/latest/apireference/API_DeleteStateMachine.html
  test('are deleted by their own ARN, not by that of a Map in them', () => {
    const { engine } = createBench();
    const { stateMachineArn } = engine.createStateMachine({ name: 'm', definition: definition(60), roleArn: ROLE });

    expect(() => engine.deleteStateMachine(`${stateMachineArn}/label`)).toThrow(failsWith('ValidationException'));
    expect(() => engine.deleteStateMachine('m')).toThrow(failsWith('InvalidArn'));
    expect(engine.describeStateMachine(stateMachineArn).status).toBe('ACTIVE');
  });

  // https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
  test('creating the same again is no error, with another definition it is StateMachineAlreadyExists', () => {
    const { engine } = createBench();
    const made = { name: 'm', definition: definition(60), roleArn: ROLE };
    const first = engine.createStateMachine(made);
    const again = engine.createStateMachine({ ...made, roleArn: `${ROLE}-2` });

    expect(again).toEqual(first);
    expect(engine.describeStateMachine(first.stateMachineArn).roleArn).toBe(ROLE);
    expect(() => engine.createStateMachine({ ...made, name: 'n', roleArn: 'nobody' })).toThrow(failsWith('InvalidArn'));
    expect(() => engine.createStateMachine({ ...made, definition: definition(5) })).toThrow(
      failsWith('StateMachineAlreadyExists'),
    );
  });
});

describe('StopExecution', () => {
  // https://docs.aws.amazon.com/step-functions/latest/apireference/API_StopExecution.html knows no error for it.
  test('of an execution that has ended changes nothing and tells when it ended', async () => {
    const { engine, clock, run, events } = createBench();
    const ended = await run({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
    const before = events(ended.executionArn);
    await clock.advanceBy(60_000);
    const stopped = engine.stopExecution({ executionArn: ended.executionArn, error: 'Late', cause: 'too late' });

    expect(stopped.stopDate).toBe(ended.stopDate);
    expect(engine.describeExecution(ended.executionArn)).toEqual(ended);
    expect(events(ended.executionArn)).toEqual(before);
  });

  test('of an execution that never was is ExecutionDoesNotExist', () => {
    const executionArn = 'arn:aws:states:us-east-1:123456789012:execution:none:none';

    expect(() => createBench().engine.stopExecution({ executionArn })).toThrow(failsWith('ExecutionDoesNotExist'));
  });
});

describe('lists and histories', () => {
  test('come in pages, histories also in reverse', async () => {
    const { engine, clock, begin } = createBench();
    const executionArn = begin(WAIT);
    const { stateMachineArn } = engine.describeExecution(executionArn);
    engine.startExecution({ stateMachineArn, name: 'two' });
    await clock.advanceBy(60_000);
    const first = engine.listExecutions({ stateMachineArn, maxResults: 1 });
    const second = engine.listExecutions({ stateMachineArn, maxResults: 1, nextToken: first.nextToken });
    const page = engine.getExecutionHistory({ executionArn, maxResults: 3 });
    const rest = engine.getExecutionHistory({ executionArn, nextToken: page.nextToken });
    const reverse = engine.getExecutionHistory({ executionArn, reverseOrder: true });

    expect([...first.executions, ...second.executions].map(({ name }) => name)).toEqual(['two', 'one']);
    expect(second.nextToken).toBeUndefined();
    expect([...page.events, ...rest.events].map(({ id }) => id)).toEqual([1, 2, 3, 4]);
    expect(reverse.events.map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    const backwards = engine.getExecutionHistory({ executionArn, reverseOrder: true, maxResults: 3 });
    const back = engine.getExecutionHistory({ executionArn, reverseOrder: true, nextToken: backwards.nextToken });

    expect([...backwards.events, ...back.events].map(({ id }) => id)).toEqual([4, 3, 2, 1]);
    expect(back.nextToken).toBeUndefined();
    expect(() => engine.listExecutions({ stateMachineArn, maxResults: 1001 })).toThrow(
      failsWith('ValidationException'),
    );
    expect(() => engine.getExecutionHistory({ executionArn, nextToken: 'x' })).toThrow(failsWith('InvalidToken'));
  });
});

describe('the wire protocol', () => {
  test('answers an unknown action, a missing field and an unknown execution with the names of the service', async () => {
    const { engine } = createBench();
    const code = async (action: string, body: string): Promise<unknown> => {
      const answer = await handleStatesRequest(engine, `AWSStepFunctions.${action}`, body);
      return [answer.statusCode, (JSON.parse(answer.body) as { __type: string }).__type];
    };

    expect(await code('CreateActivity', '{}')).toEqual([400, 'UnknownOperationException']);
    expect(await code('StartExecution', '{}')).toEqual([400, 'ValidationException']);
    expect(
      await code('CreateStateMachine', JSON.stringify({ name: 'n', definition: '', roleArn: ROLE, publish: true })),
    ).toEqual([400, 'ValidationException']);
    expect(await code('ListExecutions', '{}')).toEqual([400, 'ValidationException']);
    expect(await code('StartExecution', 'x')).toEqual([400, 'SerializationException']);
    expect(await code('DescribeExecution', '{"executionArn":"arn:none"}')).toEqual([400, 'InvalidArn']);
    expect(
      await code('DescribeExecution', '{"executionArn":"arn:aws:states:us-east-1:123456789012:execution:none:none"}'),
    ).toEqual([400, 'ExecutionDoesNotExist']);
    expect(
      await code(
        'CreateStateMachine',
        JSON.stringify({ name: 'n'.repeat(81), definition: definition(1), roleArn: ROLE }),
      ),
    ).toEqual([400, 'InvalidName']);
    expect(await code('CreateStateMachine', JSON.stringify({ name: 'n', definition: '{}', roleArn: ROLE }))).toEqual([
      400,
      'InvalidDefinition',
    ]);
    expect(await code('SendTaskSuccess', '{"taskToken":"none","output":"{}"}')).toEqual([400, 'InvalidToken']);
    expect(await code('SendTaskSuccess', JSON.stringify({ taskToken: 't'.repeat(2049), output: '{}' }))).toEqual([
      400,
      'ValidationException',
    ]);
  });
});

describe('a journal that cannot be used', () => {
  test('is told with the file and the reason, and left as it is', () => {
    const file = join(temporaryFolder(), 'journal.sqlite');
    writeFileSync(file, 'this is no journal, but somebody may need it');
    const open = (): unknown =>
      createEngine({
        journalPath: file,
        invokeLambda: () => Promise.reject(new Error('none')),
        objects: createMemoryObjects(),
      });

    expect(open).toThrow(JournalUnreadableError);
    expect(open).toThrow(`The journal ${file} cannot be used (file is not a database); it was left as it is.`);
    expect(readFileSync(file, 'utf8')).toBe('this is no journal, but somebody may need it');
  });
});

describe('a damaged journal', () => {
  /** A journal as a killed process leaves it, with commits that are in its -wal file only. */
  async function leftByKilled(): Promise<string> {
    const [live, left] = [temporaryFolder(), temporaryFolder()];
    const journalPath = join(live, 'journal.sqlite');
    const first = createBench({ journalPath });
    await first.run({ StartAt: 'A', States: { A: { Type: 'Pass', End: true } } });
    await first.engine.close();
    const second = createBench({ journalPath });
    second.engine.startExecution({ stateMachineArn: MACHINE_ONE, name: 'two' });
    second.engine.startExecution({ stateMachineArn: MACHINE_ONE, name: 'three' });
    cpSync(live, left, { recursive: true });
    await second.engine.close();
    return join(left, 'journal.sqlite');
  }

  test('that is whole but for its -wal file goes on', async () => {
    const { engine } = createBench({ journalPath: await leftByKilled() });

    expect(engine.listExecutions({ stateMachineArn: MACHINE_ONE }).executions.map(({ name }) => name)).toEqual([
      'three',
      'two',
      'one',
    ]);
    await engine.close();
  });

  test('is told with its name in one sentence, and neither it nor its -wal file is touched', async () => {
    const file = await leftByKilled();
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 3 * 8192, 30 * 8192);
    writeFileSync(file, bytes);
    const before = [readFileSync(file), readFileSync(`${file}-wal`)];
    const open = (): unknown => createBench({ journalPath: file });

    expect(open).toThrow(JournalUnreadableError);
    expect(open).toThrow(/^The journal \S+journal\.sqlite cannot be used \(.+\); it was left as it is\.$/);
    expect(
      [readFileSync(file), readFileSync(`${file}-wal`)].map((now, index) => now.equals(before[index] ?? now)),
    ).toEqual([true, true]);
  });

  test.each([
    ['execution', "UPDATE executions SET data = '{' WHERE arn LIKE '%:one'"],
    ['history', "UPDATE events SET piece = '[9,'"],
  ])('is told when what has ended cannot be read, while the rest goes on: %s', async (_what, spoiling) => {
    const file = await leftByKilled();
    const spoil = new DatabaseSync(file);
    spoil.exec(spoiling);
    spoil.close();
    const { engine } = createBench({ journalPath: file });
    const arn = (name: string): string => `${MACHINE_ONE.replace('stateMachine', 'execution')}:${name}`;

    expect(() => engine.getExecutionHistory({ executionArn: arn('one') })).toThrow(
      `The journal ${file} cannot be used (`,
    );
    expect(engine.describeExecution(arn('two')).status).toBe('RUNNING');
    await engine.close();
  });

  // SQLite alone would take the damaged commit for the end of the file, and forget those that follow.
  test('is told when a commit in the -wal file is damaged before others, and neither is touched', async () => {
    const file = await leftByKilled();
    const wal = readFileSync(`${file}-wal`);
    const spoilt = Buffer.from(wal);
    spoilt.writeUInt8(wal.readUInt8(32 + 24 + 100) ^ 1, 32 + 24 + 100);
    writeFileSync(`${file}-wal`, spoilt);
    const before = readFileSync(file);

    expect(() => createBench({ journalPath: file })).toThrow(
      `The journal ${file} cannot be used (its -wal file is damaged); it was left as it is.`,
    );
    expect(readFileSync(file).equals(before) && readFileSync(`${file}-wal`).equals(spoilt)).toBe(true);
  });

  test('whose -wal file was cut off within its last commit goes on without that one', async () => {
    const file = await leftByKilled();
    truncateSync(`${file}-wal`, statSync(`${file}-wal`).size - 1000);
    const { engine } = createBench({ journalPath: file });

    expect(engine.listExecutions({ stateMachineArn: MACHINE_ONE }).executions.map(({ name }) => name)).toEqual([
      'two',
      'one',
    ]);
    await engine.close();
  });

  test('is told when what a commit wrote cannot be read, and keeps it', async () => {
    const file = await leftByKilled();
    const spoil = new DatabaseSync(file);
    spoil.exec("UPDATE log SET entry = 'x 1 nonsense' WHERE n = (SELECT MAX(n) FROM log)");
    spoil.close();

    expect(() => createBench({ journalPath: file })).toThrow(JournalUnreadableError);
    const after = new DatabaseSync(file, { readOnly: true });
    expect(after.prepare("SELECT COUNT(*) AS count FROM log WHERE entry = 'x 1 nonsense'").get()).toEqual({ count: 1 });
    after.close();
  });
});

describe('a journal that another engine has open', () => {
  test('is not opened a second time, as both would do all the work', async () => {
    const journalPath = join(temporaryFolder(), 'journal.sqlite');
    const { engine } = createBench({ journalPath });

    expect(() => createBench({ journalPath })).toThrow('cannot be used (database is locked)');
    await engine.close();
    await createBench({ journalPath }).engine.close();
  });
});

describe('the stand-alone server', () => {
  test('runs machines for an ordinary client and keeps them over a restart', { timeout: 60_000 }, async () => {
    const data = temporaryFolder();
    const lambda = createServer((request, response) => {
      request.resume().on('end', () => response.end('"from the function"'));
    });
    await new Promise<void>((resolve) => lambda.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(lambda.address() as AddressInfo).port}`;
    const start = async (): Promise<{ client: SFNClient; stop: () => Promise<unknown> }> => {
      const program = spawn(process.execPath, [
        'local/stepfunctions/server.ts',
        '--port',
        '0',
        '--lambda-endpoint',
        endpoint,
        '--data',
        data,
      ]);
      const line = await new Promise<string>((resolve) =>
        program.stdout.once('data', (text: Buffer) => resolve(text.toString())),
      );
      const url = /http:\S+/.exec(line)?.[0] ?? '';
      const client = new SFNClient({
        endpoint: url,
        region: 'us-east-1',
        credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      });
      const stop = (): Promise<unknown> => {
        client.destroy();
        const ended = new Promise((resolve) => program.once('exit', resolve));
        program.kill('SIGTERM');
        return ended;
      };
      return { client, stop };
    };
    const first = await start();
    const resource = 'arn:aws:lambda:us-east-1:123456789012:function:hello';
    const { stateMachineArn } = await first.client.send(
      new CreateStateMachineCommand({
        name: 'alone',
        roleArn: ROLE,
        definition: JSON.stringify({
          QueryLanguage: 'JSONata',
          StartAt: 'A',
          States: { A: { Type: 'Task', Resource: resource, End: true } },
        }),
      }),
    );
    const { executionArn } = await first.client.send(new StartExecutionCommand({ stateMachineArn }));
    let described = await first.client.send(new DescribeExecutionCommand({ executionArn }));
    while (described.status === 'RUNNING')
      described = await first.client.send(new DescribeExecutionCommand({ executionArn }));
    await first.stop();
    const second = await start();
    const { stateMachines } = await second.client.send(new ListStateMachinesCommand({}));
    const kept = await second.client.send(new DescribeExecutionCommand({ executionArn }));
    await second.stop();
    lambda.close();

    expect(described).toMatchObject({ status: 'SUCCEEDED', output: '"from the function"' });
    expect(stateMachines?.map(({ name }) => name)).toEqual(['alone']);
    expect(kept).toMatchObject({ status: 'SUCCEEDED', startDate: described.startDate });
  });
});
