import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import * as z from 'zod';
import { approvalLinks } from '../../../tools/demo/inbox.ts';
import { readForm } from '../../../tools/demo/sign-in.ts';
import { waitUntil } from '../../../tools/demo/api.ts';
import { WORKERS } from './rows.ts';
import type { Row } from './rows.ts';
import type { World } from './world.ts';
import { FISCAL_YEAR } from './world.ts';

export const OFFICER = 'petugas-disnaker';
export const FINANCE = 'bendahara';
const POLL_MS = 150;
const LIMIT_SECONDS = 100;

export interface Asked {
  readonly title: string;
  readonly rows: readonly Row[];
  /** First month's number in the fiscal year. */
  readonly month?: number;
  readonly months?: number;
  readonly sourceId?: string;
  readonly programmes?: readonly string[];
  readonly revises?: string;
  readonly roster?: unknown;
}

export const monthOf = (month: number): string => `${FISCAL_YEAR}-${String(month).padStart(2, '0')}`;

export function bodyOf(asked: Asked): Record<string, unknown> {
  const { title, rows, month = 1, months = 1, sourceId = 'APBD', programmes = ['JKK', 'JKM'], revises } = asked;
  return {
    title,
    wadahId: 'SG',
    sourceId,
    programmes,
    period: { firstMonth: monthOf(month), months },
    skNumber: 'SK/500.15/2026/001',
    pksNumber: 'PKS/2026/001',
    roster: asked.roster ?? { rows },
    ...(revises !== undefined && { revises }),
  };
}

export const receiptSchema = z.object({
  requestId: z.string(),
  revisionId: z.string(),
  number: z.number(),
  status: z.string(),
});
export type Receipt = z.infer<typeof receiptSchema>;

/** @param key the Idempotency-Key; a new one when absent */
export function send(world: World, asked: Asked, key: string = randomUUID()): Promise<Receipt> {
  return world
    .as(OFFICER)
    .post('/api/requests', { body: bodyOf(asked), headers: { 'idempotency-key': key } }, receiptSchema);
}

const viewSchema = z.looseObject({
  requestId: z.string(),
  status: z.string(),
  needsAdministrator: z.boolean(),
  outcome: z.object({ code: z.string(), id: z.string(), en: z.string() }).optional(),
  summary: z
    .looseObject({ eligible: z.number(), badRows: z.number(), refused: z.number(), total: z.number() })
    .optional(),
  levels: z.array(
    z.object({ level: z.number(), status: z.string(), waitingFor: z.array(z.string()), votes: z.array(z.unknown()) }),
  ),
  timeline: z.array(z.object({ type: z.string() })),
});
export type View = z.infer<typeof viewSchema>;

export function read(world: World, requestId: string): Promise<View> {
  return world.as(OFFICER).get(`/api/requests/${requestId}`, viewSchema);
}

const LIVING = ['submitted', 'checking', 'approving', 'approved', 'recording'];

/** Waits for the status. @throws Error when the request stops at another one */
export function reaches(world: World, requestId: string, status: string): Promise<View> {
  return waitUntil(`request ${requestId} becoming ${status}`, () => read(world, requestId), {
    done: (view) => {
      if (view.status === status) return true;
      if (LIVING.includes(view.status) && !view.needsAdministrator) return false;
      throw new Error(`request ${requestId} is ${view.status}: ${JSON.stringify(view.outcome)}`);
    },
    limitSeconds: LIMIT_SECONDS,
  });
}

/** The link of the approver whose mail tells of this request, once it has come. */
export async function linkOf(world: World, title: string, personId: string): Promise<string> {
  const find = async (): Promise<string | undefined> =>
    (await world.inbox())
      .filter((mail) => mail.subject.endsWith(`: ${title}`) && mail.destination.to[0] === `${personId}@example.test`)
      .flatMap(approvalLinks)
      .at(-1);
  const link = await waitUntil(`mail of ${title} to ${personId}`, find, {
    done: (found) => found !== undefined,
    limitSeconds: LIMIT_SECONDS,
  });
  return link ?? '';
}

export interface Decision {
  readonly word: 'approve' | 'reject' | 'return';
  readonly workers?: number;
  readonly reason?: string;
}

/** Reads the page and sends its form. Gives the HTTP status. */
export async function decide(link: string, { word, workers = WORKERS, reason = '' }: Decision): Promise<number> {
  const page = await (await fetch(link)).text();
  const form = readForm(page, link);
  const hidden = form.fields.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value] as const);
  const body = new URLSearchParams({
    ...Object.fromEntries(hidden),
    decision: word,
    workers: String(workers),
    reason,
  });
  return (await fetch(form.action, { method: 'POST', body })).status;
}

/** Asks again and again until `isDone`, and gives the last answer either way, for the test to tell what is different. */
export async function eventually<T>(ask: () => Promise<T>, isDone: (answer: T) => boolean): Promise<T> {
  const end = Date.now() + LIMIT_SECONDS * 1000;
  for (;;) {
    const answer = await ask();
    if (isDone(answer) || Date.now() > end) return answer;
    await pause(POLL_MS);
  }
}

export function withdraw(world: World, requestId: string): Promise<unknown> {
  return world
    .as(OFFICER)
    .post(`/api/requests/${requestId}/withdraw`, { body: { reason: 'Daftar keliru.' } }, z.unknown());
}
