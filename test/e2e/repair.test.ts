import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { batchOf, ledgerDifferences, portraitOfBatch, portraitOfRequest } from './support/portrait.ts';
import type { Portrait } from './support/portrait.ts';
import { answers, openBatchOf, payBatch, prepareForPayment } from './support/payments.ts';
import { NEVER } from './support/power.ts';
import { decide, eventually, linkOf, monthOf, OFFICER, reaches, send, withdraw } from './support/requests.ts';
import type { Receipt } from './support/requests.ts';
import { WORKERS } from './support/rows.ts';
import type { Row } from './support/rows.ts';
import { startWorld } from './support/world.ts';
import type { World } from './support/world.ts';

/**
 * Five requests live from submit to payment in one system. On every stage each of them is cut off after another write of
 * that stage's pair, the whole system is stopped, started again, and only repair goes on. A sixth, the undisturbed one,
 * has lived through the same before: what is stored of the others must look like it at every stage.
 */
interface Life {
  readonly title: string;
  readonly month: number;
  readonly rows: readonly Row[];
  receipt: Receipt;
}

// Generous, because nothing here is timed: a busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let world: World;
const NOBODY: Receipt = { requestId: '', revisionId: '', number: 0, status: '' };
const lives: Life[] = [];
const life = (index: number): Life => {
  const found = lives[index];
  if (found === undefined) throw new Error(`no life ${index}`);
  return found;
};
const newLife = (title: string, month: number): Life => ({ title, month, rows: world.newRows(), receipt: NOBODY });
const submit = async (one: Life): Promise<void> => {
  one.receipt = await send(world, one, `key-of-${one.title.replaceAll(' ', '-')}`);
};

const stages = ['approving', 'committed', 'sent', 'answered', 'closed', 'rejected', 'withdrawn'] as const;
type Stage = (typeof stages)[number];
const undisturbed = new Map<Stage, { request: Portrait; batch: Portrait | null }>();

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What is stored of a life: its request, and its batch once it has one. */
async function portraitOf({ receipt }: Life): Promise<{ request: Portrait; batch: Portrait | null }> {
  const items = await world.items();
  const batchId = batchOf(items, receipt.revisionId);
  return {
    request: portraitOfRequest(items, receipt.revisionId),
    batch: batchId === undefined ? null : portraitOfBatch(items, batchId),
  };
}

const LEVEL = 'TOKEN#LEVEL#01';
const FINANCE = 'TOKEN#FINANCE';
/** Who waits for an answer at each stage: without its token a stage is not settled yet. */
const WAITING: Record<Stage, readonly string[]> = {
  approving: [LEVEL],
  committed: [],
  sent: [FINANCE],
  answered: [FINANCE],
  closed: [],
  rejected: [],
  withdrawn: [],
};

async function remember(stage: Stage, one: Life): Promise<void> {
  const settled = await eventually(
    () => portraitOf(one),
    ({ request, batch }) => {
      const parts = [request, ...(batch === null ? [] : [batch])];
      const tokens = parts.flatMap((part) => part.tokens);
      const isThere = parts.some(({ head }) => head.status === stage);
      return isThere && isSame(tokens, WAITING[stage]) && !parts.some(({ mails }) => mails.join().includes('unsent'));
    },
  );
  undisturbed.set(stage, settled);
}

/** What is stored of a life, as soon as it looks like the undisturbed one at this stage, or at last. */
async function settled(stage: Stage, one: Life): Promise<{ request: Portrait; batch: Portrait | null }> {
  const expected = undisturbed.get(stage);
  if (expected === undefined) throw new Error(`the undisturbed request never was ${stage}`);
  return eventually(
    () => portraitOf(one),
    (seen) => isSame(seen, expected),
  );
}

const FAILS = (error: unknown): string => (error instanceof Error ? error.message : String(error));
/** What the person whose call was cut off sees does not matter here. */
const heedless = (act: Promise<unknown>): Promise<unknown> => act.catch(FAILS);

async function repairAfterStop(): Promise<void> {
  await world.stopAndStart();
  await world.letTimePass();
  await world.repair();
}

const approve = async ({ title }: Life): Promise<unknown> =>
  decide(await linkOf(world, title, 'kabid-hi'), { word: 'approve' });
const reject = async ({ title }: Life): Promise<unknown> =>
  decide(await linkOf(world, title, 'kabid-hi'), { word: 'reject', reason: 'Anggaran belum disetujui.' });

beforeAll(async () => {
  world = await startWorld({ levels: 1, instancesPerFunction: 1 });
});
afterAll(() => world.end());

describe('an undisturbed request', () => {
  test('reaches each end, writing no pair in another order than told here', async () => {
    const [paid, rejected, withdrawn] = [
      newLife('Tenang', 12),
      newLife('Tenang ditolak', 12),
      newLife('Tenang ditarik', 12),
    ];
    const { power } = world;
    expect(await power.during({ by: 'submit-request', writes: NEVER }, () => submit(paid))).toEqual([
      's3:PutObject',
      'dynamodb:TransactWriteItems',
      'states:StartExecution',
      'dynamodb:UpdateItem',
    ]);
    await Promise.all([submit(rejected), submit(withdrawn)]);
    for (const one of [rejected, withdrawn, paid]) await remember('approving', one);
    const telling = ['dynamodb:TransactWriteItems', 'states:SendTaskSuccess', 'dynamodb:DeleteItem', 'lambda:Invoke'];
    expect(await power.during({ by: 'decide-approval', writes: NEVER }, () => approve(paid))).toEqual(telling);
    await reject(rejected);
    expect(
      await power.during({ by: 'withdraw-request', writes: NEVER }, () => withdraw(world, withdrawn.receipt.requestId)),
    ).toEqual(telling);
    await remember('rejected', rejected);
    await remember('withdrawn', withdrawn);
    await remember('committed', paid);
    expect(await power.during({ by: 'create-batch', writes: NEVER }, () => openBatchOf(world, paid.month))).toEqual([
      'dynamodb:TransactWriteItems',
      'dynamodb:TransactWriteItems',
      'dynamodb:TransactWriteItems',
      'states:StartExecution',
      'dynamodb:UpdateItem',
    ]);
    await remember('sent', paid);
    const batchId = batchOf(await world.items(), paid.receipt.revisionId) ?? '';
    expect(await power.during({ by: 'upload-answers', writes: NEVER }, () => answers(world, batchId))).toEqual([
      's3:CopyObject',
      'dynamodb:TransactWriteItems',
      'states:SendTaskSuccess',
      'dynamodb:DeleteItem',
    ]);
    await remember('answered', paid);
    await prepareForPayment(world, batchId);
    expect(await power.during({ by: 'enter-fact', writes: NEVER }, () => payBatch(world, batchId))).toEqual([
      'dynamodb:TransactWriteItems',
      'states:SendTaskSuccess',
      'dynamodb:DeleteItem',
    ]);
    await remember('closed', paid);
  });
});

describe('request and execution', () => {
  beforeAll(async () => {
    for (let month = 1; month <= 5; month += 1) lives.push(newLife(`Usulan ${month}`, month));
    lives.push(newLife('Usulan ditolak', 6), newLife('Usulan ditarik', 6), newLife('Usulan ditarik juga', 6));
    for (const [index, one] of lives.entries()) {
      await world.power.during({ by: 'submit-request', writes: index < 4 ? index : NEVER }, () =>
        heedless(submit(one)),
      );
    }
    await repairAfterStop();
  });

  test.each([
    ['before its roster is sealed', 0],
    ['before it is stored', 1],
  ])(
    'a submit cut off %s leaves nothing, and the same submit sent again makes the one request',
    async (_when, index) => {
      const one = life(index);
      const stored = (await world.items()).filter((item) => JSON.stringify(item).includes(`"title":"${one.title}"`));
      expect(stored).toEqual([]);
      await submit(one);
      expect(await settled('approving', one)).toEqual(undisturbed.get('approving'));
    },
  );

  test.each([
    ['after the request is stored, before its execution is started', 2],
    ['after its execution is started', 3],
    ['after its last write', 4],
  ])('a submit cut off %s is started by repair alone, once', async (_when, index) => {
    const one = life(index);
    one.receipt = await receiptOf(one);
    expect(await settled('approving', one)).toEqual(undisturbed.get('approving'));
  });

  test('the same submit sent again after repair gives the same request', async () => {
    const { requestId } = life(2).receipt;
    await submit(life(2));
    expect(life(2).receipt.requestId).toBe(requestId);
  });
});

describe('level and token', () => {
  beforeAll(async () => {
    for (const one of lives) await settled('approving', one);
    for (const [index, one] of lives.slice(0, 4).entries()) {
      await world.power.during({ by: 'decide-approval', writes: index }, () => heedless(approve(one)));
    }
    await approve(life(4));
    await world.power.during({ by: 'decide-approval', writes: 1 }, () => heedless(reject(life(5))));
    await world.power.during({ by: 'withdraw-request', writes: 1 }, () =>
      heedless(withdraw(world, life(6).receipt.requestId)),
    );
    await world.power.during({ by: 'withdraw-request', writes: 2 }, () =>
      heedless(withdraw(world, life(7).receipt.requestId)),
    );
    await repairAfterStop();
  });

  test('a decision cut off before it is stored was none: the approver presses again', async () => {
    expect((await portraitOf(life(0))).request).toEqual(undisturbed.get('approving')?.request);
    await approve(life(0));
    expect(await settled('committed', life(0))).toEqual(undisturbed.get('committed'));
  });

  test.each([
    ['after it is stored, before the waiting state is told', 1],
    ['after the waiting state is told', 2],
    ['after its token is forgotten, before the sender is woken', 3],
    ['after its last write', 4],
  ])('an approval cut off %s is recorded and committed by repair alone', async (_when, index) => {
    expect(await settled('committed', life(index))).toEqual(undisturbed.get('committed'));
  });

  test('a rejection that nobody was told of ends the request and gives its budget back', async () => {
    expect(await settled('rejected', life(5))).toEqual(undisturbed.get('rejected'));
  });

  test.each([
    ['before the waiting state is told', 6],
    ['before its token is forgotten', 7],
  ])('a withdrawal cut off %s ends the same', async (_when, index) => {
    expect(await settled('withdrawn', life(index))).toEqual(undisturbed.get('withdrawn'));
  });
});

describe('dead owner and its claims', () => {
  test.each([
    ['rejected', 5],
    ['withdrawn', 6],
  ])('months held by a %s request are free for the next one, and its budget is back', async (_how, index) => {
    const next = await send(world, { ...life(index), title: `Pengganti ${index}` });
    const { summary } = await reaches(world, next.requestId, 'approving');
    expect(summary?.eligible).toBe(WORKERS);
    const items = await world.items();
    expect(portraitOfRequest(items, life(index).receipt.revisionId)).toMatchObject({
      claims: 0,
      head: { reservation: undefined },
    });
    expect(portraitOfRequest(items, next.revisionId)).toMatchObject({ claims: WORKERS });
    expect(await ledgerDifferences(world, items)).toEqual([]);
  });
});

describe('commit and batch', () => {
  beforeAll(async () => {
    for (const [writes, one] of lives.slice(0, 5).entries()) {
      await world.power.during({ by: 'create-batch', writes }, () => heedless(openBatchOf(world, one.month)));
    }
    await repairAfterStop();
  });

  test.each([
    ['before its batch is open', 0],
    ['before it is a member of the open batch', 1],
  ])('a committed request cut off %s is taken in by the next daily run', async (_when, index) => {
    const one = life(index);
    expect((await portraitOf(one)).request.head).toMatchObject({ status: 'committed' });
    await world.openBatches({ firstMonth: monthOf(one.month), months: 1 });
    expect(await settled('sent', one)).toEqual(undisturbed.get('sent'));
  });

  test.each([
    ['before its membership is closed', 2],
    ['after its membership is closed, before its execution is started', 3],
    ['after its execution is started', 4],
  ])('a batch cut off %s reaches finance by repair alone', async (_when, index) => {
    expect(await settled('sent', life(index))).toEqual(undisturbed.get('sent'));
  });
});

describe('fact and token', () => {
  const batchIds: string[] = [];
  beforeAll(async () => {
    const items = await world.items();
    batchIds.push(...lives.slice(0, 5).map(({ receipt }) => batchOf(items, receipt.revisionId) ?? ''));
    const [a = '', b = '', c = '', d = '', e = ''] = batchIds;
    for (const batchId of [c, d, e]) await answers(world, batchId);
    await Promise.all([c, d, e].map((batchId) => prepareForPayment(world, batchId)));
    await world.power.during({ by: 'upload-answers', writes: 1 }, () => heedless(answers(world, a)));
    await world.power.during({ by: 'upload-answers', writes: 2 }, () => heedless(answers(world, b)));
    for (const [writes, batchId] of [c, d, e].entries()) {
      await world.power.during({ by: 'enter-fact', writes }, () => heedless(payBatch(world, batchId)));
    }
    await repairAfterStop();
  });

  test('answers cut off before they are stored were none: finance sends the same file again', async () => {
    expect(await settled('sent', life(0))).toEqual(undisturbed.get('sent'));
    await answers(world, batchIds[0] ?? '');
    expect(await settled('answered', life(0))).toEqual(undisturbed.get('answered'));
  });

  test('answers cut off before the waiting state is told are applied by repair alone', async () => {
    expect(await settled('answered', life(1))).toEqual(undisturbed.get('answered'));
  });

  test('a payment cut off before it is stored was none: finance enters it again', async () => {
    await payBatch(world, batchIds[2] ?? '');
    expect(await settled('closed', life(2))).toEqual(undisturbed.get('closed'));
  });

  test.each([
    ['before the waiting state is told', 3],
    ['before its token is forgotten', 4],
  ])('a payment cut off %s closes its batch by repair alone', async (_when, index) => {
    expect(await settled('closed', life(index))).toEqual(undisturbed.get('closed'));
  });

  test('every balance is explained by its journal after all this', async () => {
    expect(await ledgerDifferences(world, await world.items())).toEqual([]);
  });
});

describe('state and mail', () => {
  let one: Life;
  const arrived = async (): Promise<number> =>
    (await world.inbox()).filter(({ subject }) => subject.endsWith(`: ${one.title}`)).length;
  const senderIsDead = async (): Promise<void> => {
    const isDead = await eventually(
      () => Promise.resolve(world.power.isDead('send-mail')),
      (dead) => dead,
    );
    expect(isDead).toBe(true);
  };

  beforeAll(() => {
    one = newLife('Usulan dan suratnya', 7);
  });

  test('a sender that dies before, while and after it hands a mail over is woken by repair until the mail is there', async () => {
    world.power.cutOff({ by: 'send-mail', writes: 0 });
    await submit(one);
    await reaches(world, one.receipt.requestId, 'approving');
    await senderIsDead();
    for (const writes of [1, 2]) {
      expect(await arrived()).toBe(0);
      await world.stopAndStart({ senderDiesAfter: writes });
      await world.letTimePass();
      await world.repair();
      await senderIsDead();
    }
    expect(await arrived()).toBe(1);
    await repairAfterStop();
    expect(await settled('approving', one)).toEqual(undisturbed.get('approving'));
    expect(await decide(await linkOf(world, one.title, 'kabid-hi'), { word: 'approve' })).toBe(200);
    expect(await settled('committed', one)).toEqual(undisturbed.get('committed'));
  });

  test('a mail whose sender was never woken is sent by repair', async () => {
    const other = newLife('Usulan tanpa kabar', 8);
    await submit(other);
    await reaches(world, other.receipt.requestId, 'approving');
    await linkOf(world, other.title, 'kabid-hi');
    expect(await settled('approving', other)).toEqual(undisturbed.get('approving'));
    await world.power.during({ by: 'withdraw-request', writes: 3 }, () => withdraw(world, other.receipt.requestId));
    await world.stopAndStart();
    expect((await portraitOf(other)).request.mails).toContain(`request-outcome to ${OFFICER} unsent`);
    await world.letTimePass();
    await world.repair();
    expect(await settled('withdrawn', other)).toEqual(undisturbed.get('withdrawn'));
  });
});

/** A submit that was cut off gave no receipt: the officer finds the request in the list. */
async function receiptOf({ title }: Life): Promise<Receipt> {
  const head = (await world.items()).find(
    (item) =>
      item.pk.startsWith('REVISION#') && item.sk === 'HEAD' && JSON.stringify(item).includes(`"title":"${title}"`),
  );
  expect(head).toBeDefined();
  const { requestId, revisionId, number, status } = head as unknown as Receipt;
  return { requestId, revisionId, number, status };
}
