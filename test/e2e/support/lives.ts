import { canonicalJson } from '../../../domain/audit/chain.ts';
import { batchOf, portraitOfBatch, portraitOfRequest } from './portrait.ts';
import type { Portrait } from './portrait.ts';
import { decide, eventually, linkOf, receiptSchema, send } from './requests.ts';
import type { Receipt } from './requests.ts';
import type { Row } from './rows.ts';
import type { World } from './world.ts';

/** A request from its submit on. Its title is nobody else's, its month decides which batch takes it. */
export interface Life {
  readonly title: string;
  readonly month: number;
  readonly rows: readonly Row[];
  receipt: Receipt;
}

/** What is stored of a life: its request, and its batch once it has one. */
export interface LifePortrait {
  readonly request: Portrait;
  readonly batch: Portrait | null;
}

const LEVEL = 'TOKEN#LEVEL#01';
const FINANCE = 'TOKEN#FINANCE';
/** Who waits for an answer at each stage: without its token a stage is not settled yet. */
const WAITING = {
  approving: [LEVEL],
  committed: [],
  sent: [FINANCE],
  answered: [FINANCE],
  closed: [],
  rejected: [],
  withdrawn: [],
} as const satisfies Record<string, readonly string[]>;
export type Stage = keyof typeof WAITING;

export interface Lives {
  readonly newLife: (title: string, month: number) => Life;
  /** Sends it; the same life always under the same Idempotency-Key. */
  readonly submit: (life: Life) => Promise<void>;
  /** Gives a life its receipt when the submit that should have told it was cut off. */
  readonly find: (life: Life) => Promise<void>;
  readonly approve: (life: Life) => Promise<number>;
  readonly reject: (life: Life) => Promise<number>;
  readonly portraitOf: (life: Life) => Promise<LifePortrait>;
  /** Waits until the life rests at this stage, and keeps what is stored then as the undisturbed end. */
  readonly remember: (stage: Stage, life: Life) => Promise<void>;
  readonly undisturbed: (stage: Stage) => LifePortrait | undefined;
  /** What is stored of a life as soon as it looks like the undisturbed one at this stage, or at last. */
  readonly settled: (stage: Stage, life: Life) => Promise<LifePortrait>;
}

const NOBODY: Receipt = { requestId: '', revisionId: '', number: 0, status: '' };
const APPROVER = 'kabid-hi';

export function openLives(world: World): Lives {
  const ends = new Map<Stage, LifePortrait>();
  const portraitOf = ({ receipt }: Life): Promise<LifePortrait> => portray(world, receipt);
  return {
    newLife: (title, month) => ({ title, month, rows: world.newRows(), receipt: NOBODY }),
    submit: async (life) => {
      life.receipt = await send(world, life, `key-of-${life.title.replaceAll(' ', '-')}`);
    },
    find: async (life) => {
      life.receipt = await receiptOf(world, life);
    },
    approve: async ({ title }) => decide(await linkOf(world, title, APPROVER), { word: 'approve' }),
    reject: async ({ title }) =>
      decide(await linkOf(world, title, APPROVER), { word: 'reject', reason: 'Anggaran belum disetujui.' }),
    portraitOf,
    remember: async (stage, life) => {
      const isThere = (seen: LifePortrait): boolean => restsAt(stage, seen);
      const end = await eventually(() => portraitOf(life), isThere);
      if (!isThere(end)) throw new Error(`${life.title} does not come to rest as ${stage}: ${JSON.stringify(end)}`);
      ends.set(stage, end);
    },
    undisturbed: (stage) => ends.get(stage),
    settled: (stage, life) => {
      const end = ends.get(stage);
      if (end === undefined) throw new Error(`the undisturbed request never was ${stage}`);
      return eventually(
        () => portraitOf(life),
        (seen) => isSame(seen, end),
      );
    },
  };
}

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

async function portray(world: World, { revisionId }: Receipt): Promise<LifePortrait> {
  const items = await world.items();
  const batchId = batchOf(items, revisionId);
  const batch = batchId === undefined ? null : portraitOfBatch(items, batchId);
  return { request: portraitOfRequest(items, revisionId), batch };
}

function restsAt(stage: Stage, { request, batch }: LifePortrait): boolean {
  const parts = batch === null ? [request] : [request, batch];
  const isThere = parts.some(({ head }) => head.status === stage);
  const tokens = parts.flatMap((part) => part.tokens);
  return isThere && isSame(tokens, WAITING[stage]) && !parts.some(({ mails }) => mails.join().includes('unsent'));
}

async function receiptOf(world: World, { title }: Life): Promise<Receipt> {
  const heads = (await world.items()).filter(({ pk, sk }) => pk.startsWith('REVISION#') && sk === 'HEAD');
  return receiptSchema.parse(heads.find((head) => JSON.stringify(head).includes(`"title":"${title}"`)));
}
