import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { asArray, bindingsOf, parseJson } from '../bindings.ts';
import { column } from '../database.ts';
import { dataLimitFault, evaluationFault, isOverPayloadLimit, StateFault, type Failure } from '../errors.ts';
import { continueMapRun } from '../executions.ts';
import { AGAIN, PARKED, type Outcome } from '../exits.ts';
import { readExecution, type ExecutionRow, type MapRunRow } from '../journal.ts';
import { recordFailure, recordResult, type Kernel, type Thread } from '../kernel.ts';
import { unexpectedType } from '../query.ts';
import type { MapState } from '../state-schemas.ts';

interface At {
  kernel: Kernel;
  thread: Thread;
  isStale: () => boolean;
}

const readerArguments = z.strictObject({ Bucket: z.string().min(1), Key: z.string().min(1) });
const writerArguments = z.strictObject({ Bucket: z.string().min(1), Prefix: z.string().default('') });
const workSchema = z.object({ mapRun: z.number(), writer: writerArguments.optional() });

async function argumentsOf<T>(
  at: At,
  field: { template: unknown; location: string },
  schema: z.ZodType<T>,
): Promise<T> {
  const { kernel, thread } = at;
  const value = await kernel.evaluator.value(field.template, field.location, () => bindingsOf(kernel, thread));
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw evaluationFault(
    field.location,
    `The value specified for the field '${field.location}' is not valid: ${issue?.message ?? ''}`,
  );
}

/** The items of a JSON array in S3. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */
export async function readItems(at: At, reader: NonNullable<MapState['ItemReader']>): Promise<unknown[]> {
  const { Bucket, Key } = await argumentsOf(
    at,
    { template: reader.Arguments, location: 'ItemReader/Arguments' },
    readerArguments,
  );
  const failed = (cause: string): StateFault => new StateFault({ error: 'States.ItemReaderFailed', cause });
  let text: string;
  try {
    text = await at.kernel.options.objects.getObject(Bucket, Key);
  } catch (error) {
    throw failed(error instanceof Error ? error.message : String(error));
  }
  let items: unknown[] | undefined;
  try {
    items = asArray(JSON.parse(text));
  } catch {
    throw failed(`Attempting to map over non-iterable node: ${Key} is not JSON.`);
  }
  if (items === undefined) throw failed('Attempting to map over non-iterable node.');
  return items.slice(0, reader.ReaderConfig.MaxItems);
}

/** @returns how many failed items are still tolerated, the stricter of count and percentage */
async function toleratedFailures({ kernel, thread }: At, state: MapState, total: number): Promise<number> {
  const number = async (
    location: 'ToleratedFailureCount' | 'ToleratedFailurePercentage',
  ): Promise<number | undefined> => {
    const value = await kernel.evaluator.value(state[location], location, () => bindingsOf(kernel, thread));
    if (value === undefined || typeof value === 'number') return value;
    throw unexpectedType({ template: state[location], location, expected: 'number' }, value);
  };
  const count = await number('ToleratedFailureCount');
  const percentage = await number('ToleratedFailurePercentage');
  if (count !== undefined && count < 0)
    throw evaluationFault('ToleratedFailureCount', 'ToleratedFailureCount cannot be negative.');
  if (percentage !== undefined && (percentage < 0 || percentage > 100)) {
    throw evaluationFault('ToleratedFailurePercentage', 'ToleratedFailurePercentage must be between 0 and 100.');
  }
  if (count === undefined && percentage === undefined) return 0;
  return Math.min(count ?? Infinity, percentage === undefined ? Infinity : Math.floor((total * percentage) / 100));
}

/** Starts a map run: each item becomes an execution of its own, whose states are not in the parent's history. */
export async function startMapRun(
  at: At,
  state: MapState,
  made: { items: unknown[]; concurrency: number },
): Promise<Outcome> {
  const { kernel, thread } = at;
  const total = made.items.length;
  const tolerated = await toleratedFailures(at, state, total);
  const writer =
    state.ResultWriter === undefined
      ? undefined
      : await argumentsOf(
          at,
          { template: state.ResultWriter.Arguments, location: 'ResultWriter/Arguments' },
          writerArguments,
        );
  if (at.isStale()) return PARKED;
  const label = state.Label ?? thread.state.replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 40);
  const machine = `${thread.run.row.machine}/${label}`;
  const arn = `${machine.replace(':stateMachine:', ':mapRun:')}:${randomUUID()}`;
  kernel.journal.write(() => {
    kernel.emit({ run: thread.run, thread }, 'MapStateStarted', { length: total });
    kernel.emit({ run: thread.run, thread }, 'MapRunStarted', { mapRunArn: arn });
    const mapRun = kernel.journal.insert(
      `INSERT INTO map_runs (arn, execution, thread, status, items, total, started, succeeded, failed, concurrency, tolerated, machine, at)
       VALUES (?, ?, ?, 'RUNNING', ?, ?, 0, 0, 0, ?, ?, ?, ?)`,
      [
        arn,
        thread.execution,
        thread.id,
        JSON.stringify(made.items),
        total,
        made.concurrency,
        tolerated,
        machine,
        kernel.clock.now(),
      ],
    );
    thread.phase = 'joining';
    thread.work = JSON.stringify({ mapRun, writer });
    kernel.journal.saveThread(thread);
    const run = kernel.journal.mapRun(mapRun);
    if (run !== undefined) continueMapRun(kernel, run);
  });
  return PARKED;
}

/** The children have ended: writes their results to S3 if the state wants that, else collects them. */
export async function exportResults(at: At, state: MapState): Promise<Outcome> {
  const { kernel, thread } = at;
  const work = workSchema.parse(parseJson(thread.work ?? ''));
  const run = kernel.journal.mapRun(work.mapRun);
  if (run === undefined) throw new Error('the map run is not in the journal');
  let failure: Failure | undefined;
  if (run.status !== 'SUCCEEDED') {
    failure = {
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    };
  }
  let result: unknown;
  if (state.ResultWriter !== undefined && work.writer !== undefined) {
    try {
      result = await writeResults(kernel, run, work.writer);
    } catch (error) {
      failure ??= { error: 'States.ResultWriterFailed', cause: error instanceof Error ? error.message : String(error) };
    }
  } else if (failure === undefined) {
    const rows = kernel.journal.all('SELECT output FROM executions WHERE map_run = ? ORDER BY item', [run.id]);
    const text = `[${rows.map((row) => column.text(row, 'output')).join(',')}]`;
    if (isOverPayloadLimit(text)) failure = dataLimitFault(thread.state, true).failure;
    else result = parseJson(text);
  }
  if (at.isStale()) return PARKED;
  kernel.journal.write(() => {
    const emitAt = { run: thread.run, thread };
    if (failure !== undefined) {
      kernel.emit(emitAt, 'MapRunFailed', { error: failure.error, cause: failure.cause });
      recordFailure(kernel, thread, failure);
      return;
    }
    kernel.emit(emitAt, 'MapRunSucceeded');
    kernel.emit(emitAt, 'MapStateSucceeded');
    recordResult(kernel, thread, result);
  });
  return AGAIN;
}

/** One entry of a result file, as AWS writes it. */
function resultEntry(row: ExecutionRow): Record<string, unknown> {
  return {
    ExecutionArn: row.arn,
    ...(row.error === undefined ? {} : { Error: row.error }),
    ...(row.cause === undefined ? {} : { Cause: row.cause }),
    Input: row.input,
    InputDetails: { Included: true },
    Name: row.name,
    ...(row.output === undefined ? {} : { Output: row.output, OutputDetails: { Included: true } }),
    RedriveCount: 0,
    RedriveStatus: 'NOT_REDRIVABLE',
    StartDate: new Date(row.started).toISOString(),
    StateMachineArn: row.machine,
    Status: row.status,
    ...(row.stopped === undefined ? {} : { StopDate: new Date(row.stopped).toISOString() }),
  };
}

/**
 * `PREFIX/<map run id>/` gets SUCCEEDED_0.json, FAILED_0.json and manifest.json, each only if it has content.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html
 */
async function writeResults(kernel: Kernel, run: MapRunRow, writer: z.infer<typeof writerArguments>): Promise<unknown> {
  const { Bucket, Prefix } = writer;
  const prefix = Prefix === '' ? '' : `${Prefix.replace(/\/$/, '')}/`;
  const folder = `${prefix}${run.arn.slice(run.arn.lastIndexOf(':') + 1)}`;
  const files: Record<'FAILED' | 'PENDING' | 'SUCCEEDED', Array<{ Key: string; Size: number }>> = {
    FAILED: [],
    PENDING: [],
    SUCCEEDED: [],
  };
  for (const kind of ['SUCCEEDED', 'FAILED'] as const) {
    const condition = kind === 'SUCCEEDED' ? '=' : '<>';
    const rows = kernel.journal.all(
      `SELECT * FROM executions WHERE map_run = ? AND status ${condition} 'SUCCEEDED' ORDER BY item`,
      [run.id],
    );
    if (rows.length === 0) continue;
    const body = `[${rows.map((row) => JSON.stringify(resultEntry(readExecution(row)))).join(',')}]`;
    const key = `${folder}/${kind}_0.json`;
    await kernel.options.objects.putObject(Bucket, key, body);
    files[kind].push({ Key: key, Size: Buffer.byteLength(body) });
  }
  const key = `${folder}/manifest.json`;
  const manifest = { DestinationBucket: Bucket, MapRunArn: run.arn, ResultFiles: files };
  await kernel.options.objects.putObject(Bucket, key, JSON.stringify(manifest));
  return { MapRunArn: run.arn, ResultWriterDetails: { Bucket, Key: key } };
}
