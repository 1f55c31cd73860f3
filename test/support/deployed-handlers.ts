import { vi } from 'vitest';
import { dynamoDbEndpoint, newTable } from './dynamodb-local.ts';
import { ask } from './http-event.ts';
import type { Answer, Call } from './http-event.ts';
import { NOW, submitWorld } from './submit-world.ts';
import type { SubmitWorld } from './submit-world.ts';

export const ROUTES = [
  'show-me',
  'show-form-options',
  'show-dashboard',
  'request-upload',
  'submit-request',
  'list-requests',
  'get-request',
  'get-report',
  'search',
  'show-payments',
  'get-batch-paper',
  'list-request-rows',
  'compare-revisions',
  'get-request-file',
  'withdraw-request',
  'release-request',
  'retry-request',
  'load-exclusions',
  'propose-change',
  'confirm-change',
  'reject-change',
  'withdraw-change',
  'list-changes',
  'propose-delegation',
  'list-delegations',
  'propose-freeze',
  'list-freezes',
  'reassign-seat',
  'list-people',
  'list-roles',
  'show-duties',
  'list-offices',
  'show-policy',
  'dry-run-policy',
  'list-allocations',
  'list-exclusions',
  'get-allocation',
  'trace-allocation',
  'export-trail',
  'trace-worker',
  'get-coverage',
  'show-tariffs',
  'show-calendar',
  'explain-premium',
  'load-members',
  'show-member-list',
  'list-renewals',
  'get-renewal',
  'draft-renewal',
] as const;
export type Route = (typeof ROUTES)[number];

export interface Deployed {
  readonly world: SubmitWorld;
  readonly to: (route: Route, call: Call) => Promise<Answer>;
  readonly stop: () => void;
}

/**
 * The handlers as they are deployed, with their own clients, on a table of their own and on the day of its world. No other
 * service answers them.
 */
export async function deployHandlers(): Promise<Deployed> {
  const world = await submitWorld(await newTable());
  const environment = {
    AWS_ENDPOINT_URL: dynamoDbEndpoint,
    AWS_REGION: 'ap-southeast-3',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    TABLE_NAME: world.store.name,
    UPLOADS_BUCKET: 'uploads',
    RECORDS_BUCKET: 'records',
    WORK_BUCKET: 'work',
    PREMIUM_REQUEST_ARN: 'arn:aws:states:::stateMachine:premium-request',
    SEND_MAIL_FUNCTION: 'send-mail',
    NIK_KEY_SECRET_ID: 'nik-key',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  vi.useFakeTimers({ now: Date.parse(NOW), toFake: ['Date'] });
  const handlers = new Map<Route, unknown>();
  for (const route of ROUTES) {
    const module = (await import(`../../functions/http/${route}/handler.ts`)) as { handler: unknown };
    handlers.set(route, module.handler);
  }
  return {
    world,
    to: (route, call) => ask(handlers.get(route), call),
    stop: () => {
      vi.useRealTimers();
      vi.unstubAllEnvs();
    },
  };
}
