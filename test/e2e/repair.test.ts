import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openLives } from './support/lives.ts';
import type { Life, Lives } from './support/lives.ts';
import { answers, openBatchOf, payBatch, prepareForPayment } from './support/payments.ts';
import { batchOf, ledgerDifferences, portraitOfRequest } from './support/portrait.ts';
import { NEVER } from './support/power.ts';
import { decide, eventually, linkOf, monthOf, OFFICER, reaches, send, withdraw } from './support/requests.ts';
import { WORKERS } from './support/rows.ts';
import { startWorld } from './support/world.ts';
import type { World } from './support/world.ts';

/**
 * Five requests live from submit to payment in one system. On every stage each of them is cut off after another write of
 * that stage's pair, the whole system is stopped, started again, and only repair goes on. A sixth, the undisturbed one,
 * has lived through the same before: what is stored of the others must look like it at every stage.
 */

// Generous, because nothing here is timed: a busy machine is slow, not wrong.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let world: World;
let run: Lives;
const lives: Life[] = [];
const life = (index: number): Life => {
  const found = lives[index];
  if (found === undefined) throw new Error(`no life ${index}`);
  return found;
};

/** What the person whose call was cut off sees does not matter here. */
const heedless = (act: Promise<unknown>): Promise<unknown> => act.catch(() => undefined);

async function repairAfterStop(): Promise<void> {
  await world.stopAndStart();
  await world.letTimePass();
  await world.repair();
}

beforeAll(async () => {
  world = await startWorld({ levels: 1, instancesPerFunction: 1 });
  run = openLives(world);
});
afterAll(() => world.end());

describe('an undisturbed request', () => {
  test('reaches each end, writing no pair in another order than told here', async () => {
    const [paid, rejected, withdrawn] = [
      run.newLife('Tenang', 12),
      run.newLife('Tenang ditolak', 12),
      run.newLife('Tenang ditarik', 12),
    ];
    const { power } = world;
    expect(await power.during({ by: 'submit-request', writes: NEVER }, () => run.submit(paid))).toEqual([
      's3:PutObject',
      'dynamodb:TransactWriteItems',
      'states:StartExecution',
      'dynamodb:UpdateItem',
    ]);
    await Promise.all([run.submit(rejected), run.submit(withdrawn)]);
    for (const one of [rejected, withdrawn, paid]) await run.remember('approving', one);
    const telling = ['dynamodb:TransactWriteItems', 'states:SendTaskSuccess', 'dynamodb:DeleteItem', 'lambda:Invoke'];
    expect(await power.during({ by: 'decide-approval', writes: NEVER }, () => run.approve(paid))).toEqual(telling);
    await run.reject(rejected);
    expect(
      await power.during({ by: 'withdraw-request', writes: NEVER }, () => withdraw(world, withdrawn.receipt.requestId)),
    ).toEqual(telling);
    await run.remember('rejected', rejected);
    await run.remember('withdrawn', withdrawn);
    await run.remember('committed', paid);
    expect(await power.during({ by: 'create-batch', writes: NEVER }, () => openBatchOf(world, paid.month))).toEqual([
      'dynamodb:TransactWriteItems',
      'dynamodb:TransactWriteItems',
      'dynamodb:TransactWriteItems',
      'states:StartExecution',
      'dynamodb:UpdateItem',
    ]);
    await run.remember('sent', paid);
    const batchId = batchOf(await world.items(), paid.receipt.revisionId) ?? '';
    expect(await power.during({ by: 'upload-answers', writes: NEVER }, () => answers(world, batchId))).toEqual([
      's3:CopyObject',
      'dynamodb:TransactWriteItems',
      'states:SendTaskSuccess',
      'dynamodb:DeleteItem',
    ]);
    await run.remember('answered', paid);
    await prepareForPayment(world, batchId);
    expect(await power.during({ by: 'enter-fact', writes: NEVER }, () => payBatch(world, batchId))).toEqual([
      'dynamodb:TransactWriteItems',
      'states:SendTaskSuccess',
      'dynamodb:DeleteItem',
    ]);
    await run.remember('closed', paid);
  });
});

describe('request and execution', () => {
  beforeAll(async () => {
    for (let month = 1; month <= 5; month += 1) lives.push(run.newLife(`Usulan ${month}`, month));
    lives.push(
      run.newLife('Usulan ditolak', 6),
      run.newLife('Usulan ditarik', 6),
      run.newLife('Usulan ditarik juga', 6),
    );
    for (const [index, one] of lives.entries()) {
      await world.power.during({ by: 'submit-request', writes: index < 4 ? index : NEVER }, () =>
        heedless(run.submit(one)),
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
      await run.submit(one);
      expect(await run.settled('approving', one)).toEqual(run.undisturbed('approving'));
    },
  );

  test.each([
    ['after the request is stored, before its execution is started', 2],
    ['after its execution is started', 3],
    ['after its last write', 4],
  ])('a submit cut off %s is started by repair alone, once', async (_when, index) => {
    const one = life(index);
    await run.find(one);
    expect(await run.settled('approving', one)).toEqual(run.undisturbed('approving'));
  });

  test('the same submit sent again after repair gives the same request', async () => {
    const { requestId } = life(2).receipt;
    await run.submit(life(2));
    expect(life(2).receipt.requestId).toBe(requestId);
  });
});

describe('level and token', () => {
  beforeAll(async () => {
    for (const one of lives) await run.settled('approving', one);
    for (const [index, one] of lives.slice(0, 4).entries()) {
      await world.power.during({ by: 'decide-approval', writes: index }, () => heedless(run.approve(one)));
    }
    await run.approve(life(4));
    await world.power.during({ by: 'decide-approval', writes: 1 }, () => heedless(run.reject(life(5))));
    await world.power.during({ by: 'withdraw-request', writes: 1 }, () =>
      heedless(withdraw(world, life(6).receipt.requestId)),
    );
    await world.power.during({ by: 'withdraw-request', writes: 2 }, () =>
      heedless(withdraw(world, life(7).receipt.requestId)),
    );
    await repairAfterStop();
  });

  test('a decision cut off before it is stored was none: the approver presses again', async () => {
    expect((await run.portraitOf(life(0))).request).toEqual(run.undisturbed('approving')?.request);
    await run.approve(life(0));
    expect(await run.settled('committed', life(0))).toEqual(run.undisturbed('committed'));
  });

  test.each([
    ['after it is stored, before the waiting state is told', 1],
    ['after the waiting state is told', 2],
    ['after its token is forgotten, before the sender is woken', 3],
    ['after its last write', 4],
  ])('an approval cut off %s is recorded and committed by repair alone', async (_when, index) => {
    expect(await run.settled('committed', life(index))).toEqual(run.undisturbed('committed'));
  });

  test('a rejection that nobody was told of ends the request and gives its budget back', async () => {
    expect(await run.settled('rejected', life(5))).toEqual(run.undisturbed('rejected'));
  });

  test.each([
    ['before the waiting state is told', 6],
    ['before its token is forgotten', 7],
  ])('a withdrawal cut off %s ends the same', async (_when, index) => {
    expect(await run.settled('withdrawn', life(index))).toEqual(run.undisturbed('withdrawn'));
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
    expect((await run.portraitOf(one)).request.head).toMatchObject({ status: 'committed' });
    await world.openBatches({ firstMonth: monthOf(one.month), months: 1 });
    expect(await run.settled('sent', one)).toEqual(run.undisturbed('sent'));
  });

  test.each([
    ['before its membership is closed', 2],
    ['after its membership is closed, before its execution is started', 3],
    ['after its execution is started', 4],
  ])('a batch cut off %s reaches finance by repair alone', async (_when, index) => {
    expect(await run.settled('sent', life(index))).toEqual(run.undisturbed('sent'));
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
    expect(await run.settled('sent', life(0))).toEqual(run.undisturbed('sent'));
    await answers(world, batchIds[0] ?? '');
    expect(await run.settled('answered', life(0))).toEqual(run.undisturbed('answered'));
  });

  test('answers cut off before the waiting state is told are applied by repair alone', async () => {
    expect(await run.settled('answered', life(1))).toEqual(run.undisturbed('answered'));
  });

  test('a payment cut off before it is stored was none: finance enters it again', async () => {
    await payBatch(world, batchIds[2] ?? '');
    expect(await run.settled('closed', life(2))).toEqual(run.undisturbed('closed'));
  });

  test.each([
    ['before the waiting state is told', 3],
    ['before its token is forgotten', 4],
  ])('a payment cut off %s closes its batch by repair alone', async (_when, index) => {
    expect(await run.settled('closed', life(index))).toEqual(run.undisturbed('closed'));
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
    one = run.newLife('Usulan dan suratnya', 7);
  });

  test('a sender that dies before, while and after it hands a mail over is woken by repair until the mail is there', async () => {
    world.power.cutOff({ by: 'send-mail', writes: 0 });
    await run.submit(one);
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
    expect(await run.settled('approving', one)).toEqual(run.undisturbed('approving'));
    expect(await decide(await linkOf(world, one.title, 'kabid-hi'), { word: 'approve' })).toBe(200);
    expect(await run.settled('committed', one)).toEqual(run.undisturbed('committed'));
  });

  test('a mail whose sender was never woken is sent by repair', async () => {
    const other = run.newLife('Usulan tanpa kabar', 8);
    await run.submit(other);
    await reaches(world, other.receipt.requestId, 'approving');
    await linkOf(world, other.title, 'kabid-hi');
    expect(await run.settled('approving', other)).toEqual(run.undisturbed('approving'));
    await world.power.during({ by: 'withdraw-request', writes: 3 }, () => withdraw(world, other.receipt.requestId));
    await world.stopAndStart();
    expect((await run.portraitOf(other)).request.mails).toContain(`request-outcome to ${OFFICER} unsent`);
    await world.letTimePass();
    await world.repair();
    expect(await run.settled('withdrawn', other)).toEqual(run.undisturbed('withdrawn'));
  });
});
