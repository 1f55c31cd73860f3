import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { asArray, bindingsOf } from '../bindings.ts';
import { dataLimitFault, evaluationFault, isOverPayloadLimit, StateFault, type Failure } from '../errors.ts';
import { continueMapRun } from '../executions.ts';
import { told } from '../events.ts';
import { AGAIN, PARKED, valueOf, type Outcome } from '../exits.ts';
import { recordFailure, recordResult, type At, type Kernel } from '../kernel.ts';
import type { ExecutionRow, MapRun, Writer } from '../model.ts';
import type { MapState } from '../state-schemas.ts';

const readerArguments = z.strictObject({ Bucket: z.string().min(1), Key: z.string().min(1) });
const writerArguments = z.strictObject({ Bucket: z.string().min(1), Prefix: z.string().default('') });

async function argumentsOf<T>(
  at: At,
  field: { template: unknown; location: string },
  schema: z.ZodType<T>,
): Promise<T> {
  const { kernel, thread } = at;
  const value = await kernel.evaluator.value(field.template, field.location, () => bindingsOf(thread));
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
    const { role: roleArn } = at.thread.run.row;
    text = await at.kernel.options.objects.getObject({ bucket: Bucket, key: Key, roleArn });
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
async function toleratedFailures(at: At, state: MapState, total: number): Promise<number> {
  const number = (location: 'ToleratedFailureCount' | 'ToleratedFailurePercentage'): Promise<number | undefined> =>
    valueOf(at, { template: state[location], location, expected: 'number' });
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
  made: { inputs: unknown[]; concurrency: number },
): Promise<Outcome> {
  const { kernel, thread } = at;
  const { inputs, concurrency } = made;
  const tolerated = await toleratedFailures(at, state, inputs.length);
  const template = state.ResultWriter?.Arguments;
  const location = 'ResultWriter/Arguments';
  const writer = template === undefined ? undefined : await argumentsOf(at, { template, location }, writerArguments);
  if (at.isStale) return PARKED;
  checkRole(at);
  const label = state.Label ?? thread.state.name.replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 40);
  const machine = `${thread.run.row.machine}/${label}`;
  const arn = `${machine.replace(':stateMachine:', ':mapRun:')}:${randomUUID()}`;
  kernel.emit(thread, told('MapStateStarted', { length: inputs.length }));
  kernel.emit(thread, told('MapRunStarted', { mapRunArn: arn }));
  const own = { arn, thread, inputs, concurrency, tolerated, machine, writer };
  const mapRun: MapRun = { ...own, status: 'RUNNING', started: 0, succeeded: 0, failed: 0, open: new Set() };
  thread.phase = 'joining';
  thread.mapRun = mapRun;
  kernel.journal.keepThread(thread);
  continueMapRun(kernel, mapRun);
  return PARKED;
}

/** https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html: the role starts the children. */
function checkRole({ kernel, thread }: At): void {
  const { role: roleArn, machine } = thread.run.row;
  const resource = machine.split('/')[0] ?? machine;
  const cause = kernel.options.refusal?.({ roleArn, action: 'states:StartExecution', resource });
  if (cause !== undefined) throw new StateFault({ error: 'StepFunctions.AWSStepFunctionsException', cause });
}

/** The children have ended: writes their results to S3 if the state wants that, else collects them. */
export async function exportResults(at: At): Promise<Outcome> {
  const { kernel, thread } = at;
  const { mapRun } = thread;
  if (mapRun === undefined) throw new Error('the map run is not in the journal');
  let failure: Failure | undefined;
  if (mapRun.status !== 'SUCCEEDED') {
    failure = {
      error: 'States.ExceedToleratedFailureThreshold',
      cause: 'The specified tolerated failure threshold was exceeded',
    };
  }
  const children = kernel.journal.children(mapRun.arn);
  let result = '';
  if (mapRun.writer !== undefined) {
    try {
      result = JSON.stringify(await writeResults(kernel, { mapRun, children, writer: mapRun.writer }));
    } catch (error) {
      failure ??= { error: 'States.ResultWriterFailed', cause: error instanceof Error ? error.message : String(error) };
    }
  } else if (failure === undefined) {
    result = `[${children.map(resultText).join(',')}]`;
    if (isOverPayloadLimit(result)) failure = dataLimitFault(thread.state.name).failure;
  }
  if (at.isStale) return PARKED;
  if (failure === undefined) {
    kernel.emit(thread, told('MapRunSucceeded'));
    kernel.emit(thread, told('MapStateSucceeded'));
    recordResult(kernel, thread, result);
  } else {
    kernel.emit(thread, told('MapRunFailed', { error: failure.error, cause: failure.cause }));
    recordFailure(kernel, thread, failure);
  }
  return AGAIN;
}

/** A child's part of the state's result: its output or, where failures are tolerated, what it failed with. */
function resultText({ output, error, cause }: ExecutionRow): string {
  return output ?? JSON.stringify({ Error: error ?? '', Cause: cause ?? '' });
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
async function writeResults(
  kernel: Kernel,
  results: { mapRun: MapRun; children: ExecutionRow[]; writer: Writer },
): Promise<unknown> {
  const { arn, thread } = results.mapRun;
  const { role: roleArn } = thread.run.row;
  const { Bucket, Prefix } = results.writer;
  const prefix = Prefix === '' ? '' : `${Prefix.replace(/\/$/, '')}/`;
  const folder = `${prefix}${arn.slice(arn.lastIndexOf(':') + 1)}`;
  const files: Record<'FAILED' | 'PENDING' | 'SUCCEEDED', Array<{ Key: string; Size: number }>> = {
    FAILED: [],
    PENDING: [],
    SUCCEEDED: [],
  };
  for (const kind of ['SUCCEEDED', 'FAILED'] as const) {
    const rows = results.children.filter(({ status }) => (status === 'SUCCEEDED') === (kind === 'SUCCEEDED'));
    if (rows.length === 0) continue;
    const body = `[${rows.map((row) => JSON.stringify(resultEntry(row))).join(',')}]`;
    const key = `${folder}/${kind}_0.json`;
    await kernel.options.objects.putObject({ bucket: Bucket, key, roleArn }, body);
    files[kind].push({ Key: key, Size: Buffer.byteLength(body) });
  }
  const key = `${folder}/manifest.json`;
  const manifest = { DestinationBucket: Bucket, MapRunArn: arn, ResultFiles: files };
  await kernel.options.objects.putObject({ bucket: Bucket, key, roleArn }, JSON.stringify(manifest));
  return { MapRunArn: arn, ResultWriterDetails: { Bucket, Key: key } };
}
