import * as z from 'zod';
import { auditEventSchema, firstBreak } from '../../../domain/audit/chain.ts';
import { sha256Hex } from '../../../functions/adapters/dynamodb/audit-log.ts';
import { verifyLedger } from '../../../functions/adapters/dynamodb/ledger.ts';
import type { Item, World } from './world.ts';

const headSchema = z.looseObject({
  status: z.string(),
  attempt: z.number(),
  needsAdministrator: z.boolean().optional(),
  outcome: z.object({ code: z.string() }).optional(),
  reservation: z.record(z.string(), z.number()).optional(),
  committed: z.record(z.string(), z.number()).optional(),
  summary: z.object({ eligible: z.number(), total: z.number() }).optional(),
  batchId: z.string().optional(),
});
const batchSchema = z.looseObject({
  status: z.string(),
  attempt: z.number(),
  needsAdministrator: z.boolean().optional(),
  number: z.number().optional(),
  members: z.number(),
  lines: z.number().optional(),
  total: z.number().optional(),
  accepted: z.object({ lines: z.number(), total: z.number() }).optional(),
  pendingLines: z.number().optional(),
  facts: z.record(z.string(), z.unknown()).optional(),
  problem: z.unknown().optional(),
});
const statusSchema = z.looseObject({ status: z.string() });
const mailSchema = z.looseObject({
  template: z.string(),
  personId: z.string(),
  data: z.looseObject({ revisionId: z.string().optional(), batchId: z.string().optional() }),
  sentAt: z.string().optional(),
});

/** What is stored of a thing, but for its ids and times: two that lived through the same look the same. */
export interface Portrait {
  readonly head: { readonly status: string } & Readonly<Record<string, unknown>>;
  /** Event types, oldest first. */
  readonly events: readonly string[];
  readonly chainBreaksAt: number | null;
  readonly mails: readonly string[];
  /** Waiting states that have brought a token, and whether somebody still owes them an answer. */
  readonly tokens: readonly string[];
}

export interface RequestPortrait extends Portrait {
  readonly levels: readonly string[];
  /** Workers of whom this revision holds a month. */
  readonly claims: number;
}

export function portraitOfRequest(items: readonly Item[], revisionId: string): RequestPortrait {
  const own = items.filter(({ pk }) => pk === `REVISION#${revisionId}`);
  const head = headSchema.parse(own.find(({ sk }) => sk === 'HEAD'));
  const { status, attempt, needsAdministrator = false, outcome, reservation, committed, summary } = head;
  return {
    head: {
      status,
      attempt,
      needsAdministrator,
      outcome: outcome?.code,
      reservation,
      committed,
      summary: summed(summary),
    },
    ...trailOf(own),
    levels: own.filter(({ sk }) => sk.startsWith('LEVEL#')).map((level) => statusSchema.parse(level).status),
    claims: items.filter((item) => item.pk.startsWith('WORKER#') && Object.values(item).includes(revisionId)).length,
    mails: mailsOf(items, (data) => data.revisionId === revisionId),
  };
}

export function portraitOfBatch(items: readonly Item[], batchId: string): Portrait {
  const own = items.filter(({ pk }) => pk === `BATCH#${batchId}`);
  const head = batchSchema.parse(own.find(({ sk }) => sk === 'HEAD'));
  const { status, attempt, needsAdministrator = false, members, lines, total, accepted, pendingLines, problem } = head;
  const facts = Object.keys(head.facts ?? {}).sort();
  const accepts = accepted && { lines: accepted.lines, total: accepted.total };
  const isNumbered = head.number !== undefined;
  return {
    head: {
      status,
      attempt,
      needsAdministrator,
      isNumbered,
      members,
      lines,
      total,
      accepted: accepts,
      pendingLines,
      facts,
      problem,
    },
    ...trailOf(own),
    mails: mailsOf(items, (data) => data.batchId === batchId),
  };
}

/** The batch that took the revision in, once one did. */
export function batchOf(items: readonly Item[], revisionId: string): string | undefined {
  const head = items.find(({ pk, sk }) => pk === `REVISION#${revisionId}` && sk === 'HEAD');
  return head === undefined ? undefined : headSchema.parse(head).batchId;
}

function summed(summary: { eligible: number; total: number } | undefined) {
  return summary && { eligible: summary.eligible, total: summary.total };
}

function trailOf(own: readonly Item[]): Pick<Portrait, 'events' | 'chainBreaksAt' | 'tokens'> {
  const events = own
    .filter(({ sk }) => sk.startsWith('EVENT#'))
    .map((event) => auditEventSchema.parse(event))
    .sort((a, b) => a.seq - b.seq);
  const tokens = own
    .filter(({ sk }) => sk.startsWith('TOKEN#'))
    .map((token) => `${token.sk}${token['dueBy'] === undefined ? '' : ' untold'}`);
  return { events: events.map(({ type }) => type), chainBreaksAt: firstBreak(events, sha256Hex), tokens };
}

function mailsOf(items: readonly Item[], isAbout: (data: z.infer<typeof mailSchema>['data']) => boolean): string[] {
  return items
    .filter(({ sk }) => sk === 'MAIL')
    .map((mail) => mailSchema.parse(mail))
    .filter(({ data }) => isAbout(data))
    .map(({ template, personId, sentAt }) => `${template} to ${personId}${sentAt === undefined ? ' unsent' : ''}`)
    .sort();
}

/** Balances of any allocation that its journal does not explain. */
export async function ledgerDifferences(world: World, items: readonly Item[]): Promise<unknown[]> {
  const ids = items.filter(({ pk, sk }) => pk.startsWith('ALLOCATION#') && sk === 'HEAD').map(({ pk }) => pk.slice(11));
  const checks = await Promise.all(ids.map((id) => verifyLedger(world.table(), id)));
  return checks.filter(({ differences }) => differences.length > 0);
}
