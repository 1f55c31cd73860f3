import * as z from 'zod';
import { parseTimestamp } from './clock.ts';
import type { Told } from './events.ts';
import { hasExpression } from './query.ts';

/** A `{% … %}` string. */
const expressionSchema = z.string().refine((text) => hasExpression(text), 'must be a JSONata expression {% … %}');
/** The most that a field of seconds may say. */
export const LONGEST_SECONDS = 99_999_999;
const wholeSeconds = z.int().min(1).max(LONGEST_SECONDS);
const computedSeconds = z.union([wholeSeconds, expressionSchema]);
const objectTemplate = z.union([z.record(z.string(), z.unknown()), expressionSchema]);
const assignSchema = z.record(z.string(), z.unknown());
const errorNames = z.array(z.string().min(1)).min(1);

const retrierSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  IntervalSeconds: wholeSeconds.default(1),
  MaxAttempts: z.int().min(0).max(99_999_999).default(3),
  BackoffRate: z.number().min(1).default(2),
  MaxDelaySeconds: z.int().min(1).max(31_622_400).optional(),
  JitterStrategy: z.enum(['FULL', 'NONE']).default('NONE'),
});
export type Retrier = z.infer<typeof retrierSchema>;

const catcherSchema = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorNames,
  Next: z.string(),
  Assign: assignSchema.optional(),
  Output: z.unknown().optional(),
});

const common = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
  Output: z.unknown().optional(),
};
const going = { ...common, Assign: assignSchema.optional(), Next: z.string().optional(), End: z.boolean().optional() };
const failing = { Retry: z.array(retrierSchema).default([]), Catch: z.array(catcherSchema).default([]) };

const passSchema = z.strictObject({ Type: z.literal('Pass'), ...going });

const taskSchema = z.strictObject({
  Type: z.literal('Task'),
  ...going,
  ...failing,
  Resource: z.string(),
  Arguments: z.unknown().optional(),
  TimeoutSeconds: computedSeconds.optional(),
  HeartbeatSeconds: computedSeconds.optional(),
});

const choiceSchema = z.strictObject({
  Type: z.literal('Choice'),
  ...common,
  Assign: assignSchema.optional(),
  Default: z.string().optional(),
  Choices: z
    .array(
      z.strictObject({
        Comment: z.string().optional(),
        Condition: z.union([z.boolean(), expressionSchema]),
        Next: z.string(),
        Assign: assignSchema.optional(),
        Output: z.unknown().optional(),
      }),
    )
    .min(1),
});

const waitSchema = z.strictObject({
  Type: z.literal('Wait'),
  ...going,
  Seconds: z.union([z.int().min(0).max(LONGEST_SECONDS), expressionSchema]).optional(),
  Timestamp: z
    .string()
    .refine((text) => hasExpression(text) || parseTimestamp(text) !== undefined, 'must be an ISO 8601 date-time')
    .optional(),
});

const succeedSchema = z.strictObject({ Type: z.literal('Succeed'), ...common });

const failSchema = z.strictObject({
  Type: z.literal('Fail'),
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata').optional(),
  Error: z.string().optional(),
  Cause: z.string().optional(),
});

const parallelSchema = z.strictObject({
  Type: z.literal('Parallel'),
  ...going,
  ...failing,
  Arguments: z.unknown().optional(),
  Branches: z.array(z.unknown()).min(1),
});

const itemReaderSchema = z.strictObject({
  Resource: z.literal('arn:aws:states:::s3:getObject'),
  ReaderConfig: z.strictObject({ InputType: z.literal('JSON'), MaxItems: z.int().min(1).optional() }),
  Arguments: objectTemplate,
});

const resultWriterSchema = z.strictObject({
  Resource: z.literal('arn:aws:states:::s3:putObject'),
  Arguments: objectTemplate,
  WriterConfig: z.strictObject({ OutputType: z.literal('JSON'), Transformation: z.literal('NONE') }).optional(),
});

const mapSchema = z.strictObject({
  Type: z.literal('Map'),
  ...going,
  ...failing,
  Items: z.union([z.array(z.unknown()), expressionSchema]).optional(),
  ItemReader: itemReaderSchema.optional(),
  ItemSelector: z.unknown().optional(),
  ItemProcessor: z.unknown(),
  MaxConcurrency: z.union([z.int().min(0), expressionSchema]).default(0),
  ToleratedFailureCount: z.union([z.int().min(0), expressionSchema]).optional(),
  ToleratedFailurePercentage: z.union([z.number().min(0).max(100), expressionSchema]).optional(),
  ResultWriter: resultWriterSchema.optional(),
  // AWS's own list of characters a label must not hold.
  Label: z
    .string()
    .min(1)
    .max(40)
    .regex(/^[^\s?*<>{}[\]:;,\\|^~$#%&`"\p{Cc}]+$/u)
    .optional(),
});

export const stateSchema = z.discriminatedUnion('Type', [
  passSchema,
  taskSchema,
  choiceSchema,
  waitSchema,
  succeedSchema,
  failSchema,
  parallelSchema,
  mapSchema,
]);

export const processorConfigSchema = z.strictObject({
  Mode: z.enum(['INLINE', 'DISTRIBUTED']).default('INLINE'),
  ExecutionType: z.literal('STANDARD').optional(),
});

/** What else is known of a state: its name, also as JSON text, and what is told of entering and leaving it. */
interface Known {
  readonly name: string;
  readonly quotedName: string;
  readonly entered: Told;
  readonly exited: Told;
}

export type State = z.infer<typeof stateSchema> & Known;
export type TaskState = Extract<State, { Type: 'Task' }>;
export type ChoiceState = Extract<State, { Type: 'Choice' }>;
export type WaitState = Extract<State, { Type: 'Wait' }>;
export type FailState = Extract<State, { Type: 'Fail' }>;
export type MapState = Extract<State, { Type: 'Map' }>;
export type ParallelState = Extract<State, { Type: 'Parallel' }>;
