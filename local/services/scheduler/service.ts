import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { UnsupportedTemplateError } from '../../errors.ts';
import type { Credentials } from '../../gateway/credentials.ts';
import { evaluate } from '../../gateway/permissions.ts';
import { denial } from '../../gateway/server.ts';
import { errorMessage } from '../../json.ts';
import type { Engine } from '../../stepfunctions/engine.ts';
import type { ResolvedResource } from '../../template/resolve.ts';
import type { LambdaService } from '../lambda/service.ts';
import { parseExpression, type NextTime } from './expression.ts';

const targetSchema = z.object({
  Arn: z.string(),
  RoleArn: z.string(),
  Input: z.string().default('{}'),
  RetryPolicy: z.unknown().optional(),
  DeadLetterConfig: z.unknown().optional(),
});
const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: targetSchema,
});

interface Schedule {
  name: string;
  logicalId: string;
  isEnabled: boolean;
  next: NextTime;
  target: z.infer<typeof targetSchema>;
}

export interface SchedulerSettings {
  resources: readonly ResolvedResource[];
  lambda: LambdaService;
  engine: Engine;
  credentials: Credentials;
  permissions: 'enforce' | 'off';
  now: () => number;
  log: (line: string) => void;
}

export interface Scheduler {
  /** Begins to fire by the clock. What was missed before is not made up for. */
  start(): void;
  fire(nameOrLogicalId: string): Promise<void>;
  stop(): void;
}

const TICK = 1000;

export function createScheduler(settings: SchedulerSettings): Scheduler {
  const schedules = settings.resources
    .filter((resource) => resource.type === 'AWS::Scheduler::Schedule')
    .map((resource) => readSchedule(resource));
  let timer: NodeJS.Timeout | undefined;

  const fire = async (schedule: Schedule, time: number): Promise<void> => {
    const input = withAttributes(schedule.target.Input, time);
    const target = schedule.target.Arn;
    authorise(schedule, settings);
    if (target.includes(':stateMachine:')) settings.engine.startExecution({ stateMachineArn: target, input });
    else settings.lambda.invokeAsync(lambdaNameOf(target, settings.lambda), input);
    settings.log(`schedule ${schedule.name} fired`);
  };

  return {
    start: () => {
      const dues = new Map(
        schedules.filter(({ isEnabled }) => isEnabled).map((each) => [each, each.next(settings.now())]),
      );
      timer = setInterval(() => {
        const now = settings.now();
        for (const [schedule, due] of dues) {
          if (due === undefined || due > now) continue;
          dues.set(schedule, schedule.next(now));
          fire(schedule, due).catch((error: unknown) =>
            settings.log(`schedule ${schedule.name}: ${errorMessage(error)}`),
          );
        }
      }, TICK);
      timer.unref();
    },
    fire: async (nameOrLogicalId) => {
      const schedule = schedules.find(({ name, logicalId }) =>
        [name, logicalId, logicalId.replace(/[0-9A-F]{8}$/, '')].includes(nameOrLogicalId),
      );
      if (schedule === undefined) throw new Error(`There is no schedule ${nameOrLogicalId}.`);
      await fire(schedule, settings.now());
    },
    stop: () => clearInterval(timer),
  };
}

function readSchedule(resource: ResolvedResource): Schedule {
  const where = `${resource.stack}/${resource.logicalId} (${resource.type})`;
  const properties = scheduleSchema.parse(resource.properties);
  try {
    return {
      name: resource.ref,
      logicalId: resource.logicalId,
      isEnabled: properties.State === 'ENABLED',
      next: parseExpression(properties.ScheduleExpression, properties.ScheduleExpressionTimezone),
      target: properties.Target,
    };
  } catch (error) {
    throw new UnsupportedTemplateError([`${where}: ${errorMessage(error)}`]);
  }
}

function authorise(schedule: Schedule, { credentials, permissions }: SchedulerSettings): void {
  if (permissions === 'off') return;
  const { Arn: resource, RoleArn: role } = schedule.target;
  const identity = credentials.ofRole(role, 'scheduler');
  const action = resource.includes(':stateMachine:') ? 'states:StartExecution' : 'lambda:InvokeFunction';
  const decision = evaluate(identity.statements ?? [], { action, resource });
  if (decision !== 'allowed') throw new Error(denial({ action, resource }, identity, decision));
}

function lambdaNameOf(arn: string, lambda: LambdaService): string {
  const model = lambda.find(arn);
  if (model === undefined) throw new Error(`Target ${arn} is neither a function nor a state machine of the template.`);
  return model.name;
}

/** Scheduler's context attributes inside the input. */
function withAttributes(input: string, time: number): string {
  return input
    .replaceAll('<aws.scheduler.scheduled-time>', new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'))
    .replaceAll('<aws.scheduler.execution-id>', randomUUID())
    .replaceAll('<aws.scheduler.attempt-number>', '1');
}
