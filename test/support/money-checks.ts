import { lineLifecycle } from '../../domain/batch/lifecycle.ts';
import { slotsOf } from '../../domain/claim/slots.ts';
import { isDead, revisionStatusSchema } from '../../domain/request/lifecycle.ts';
import { unpackLine } from '../../functions/adapters/dynamodb/chunk-store.ts';
import type { Line } from '../../functions/adapters/dynamodb/records.ts';
import type { Item } from './memory-expressions.ts';
import { ALLOCATIONS, PREMIUM, SLOT } from './money-world.ts';

const STATES = ['available', 'reserved', 'committed', 'disbursed', 'overpaid'] as const;
const SLOTS = slotsOf(['JKK', 'JKM'], SLOT.period);
const LIVING = new Set<string>(['pending', 'accepted', 'paid']);

/** What must hold did not; the whole table goes with it. */
export class MoneyError extends Error {
  override readonly name = 'MoneyError';
}

function must(holds: boolean, what: () => string): void {
  if (!holds) throw new MoneyError(what());
}

const pkOf = (item: Item): string => String(item['pk']);
const skOf = (item: Item): string => String(item['sk']);
const amountOf = (item: Item, name: string): number => Number(item[name] ?? 0);
const at = (items: readonly Item[], pk: string, sk: string): Item | undefined =>
  items.find((item) => item['pk'] === pk && item['sk'] === sk);

/** Balances, journal and credits agree, and no worker-month is in two living lines. Read in one go, judged without the product. */
export function checkMoney(items: readonly Item[]): void {
  for (const allocationId of ALLOCATIONS) checkAllocation(items, allocationId);
  checkLines(items);
}

function checkAllocation(items: readonly Item[], allocationId: string): void {
  const pk = `ALLOCATION#${allocationId}`;
  const stored = at(items, pk, 'HEAD') ?? {};
  const sums = new Map<string, number>([['allocated', 0]]);
  const add = (state: string, by: number): unknown => sums.set(state, (sums.get(state) ?? 0) + by);
  for (const item of items) {
    if (item['pk'] !== pk || !skOf(item).startsWith('JOURNAL#')) continue;
    const [from, to, amount] = [String(item['from']), String(item['to']), amountOf(item, 'amount')];
    if (from === 'outside') add('allocated', amount);
    else add(from, 0 - amount);
    if (to === 'outside') add('allocated', 0 - amount);
    else add(to, amount);
  }
  for (const state of ['allocated', ...STATES]) {
    const balance = amountOf(stored, state);
    must(balance >= 0, () => `${allocationId}: ${state} is ${balance}`);
    must(balance === (sums.get(state) ?? 0), () => `${allocationId}: ${state} is ${balance}, not ${sums.get(state)}`);
  }
  const sum = STATES.reduce((total, state) => total + amountOf(stored, state), 0);
  must(sum === amountOf(stored, 'allocated'), () => `${allocationId}: the states sum to ${sum}`);
  const overpaid = creditOf(items, allocationId);
  must(amountOf(stored, 'overpaid') === overpaid, () => `${allocationId}: the credits are ${overpaid}`);
}

/** What lies open for the next bill, and what bills have taken without the ledger having moved it yet. */
function creditOf(items: readonly Item[], allocationId: string): number {
  const open = amountOf(at(items, 'CREDIT#SG', `ALLOCATION#${allocationId}`) ?? {}, 'open');
  const aside = batchesIn(items).map(({ credits }) => {
    const taken = credits as { moved: boolean; byAllocation: Record<string, number> } | undefined;
    return taken?.moved === false ? (taken.byAllocation[allocationId] ?? 0) : 0;
  });
  return aside.reduce((total, amount) => total + amount, open);
}

export const batchesIn = (items: readonly Item[]): Item[] =>
  items.filter((item) => pkOf(item).startsWith('BATCH#') && item['sk'] === 'HEAD');

interface HeldLine extends Line {
  readonly revisionId: string;
}

/** Every line where it lies now: removed and carried ones are left out. */
export function linesIn(items: readonly Item[]): HeldLine[] {
  return items
    .filter((item) => /^(CHUNK|CARRIED)#/.test(skOf(item)))
    .flatMap((item) =>
      (item['lines'] as string[]).map((text) => ({ ...unpackLine(text), revisionId: String(item['revisionId']) })),
    );
}

const ownersIn = (items: readonly Item[]): Item[] => items.filter((item) => skOf(item) === 'YEAR#2027');

function checkLines(items: readonly Item[]): void {
  const living = new Map<string, string>();
  const statuses = statusesIn(items);
  for (const { nikHash, status, revisionId } of linesIn(items)) {
    must(status in lineLifecycle.moves, () => `a line is ${status}`);
    if (!LIVING.has(status)) continue;
    // Lines that are being recorded lie beside the removed ones until all of them are taken out.
    if (statuses.get(revisionId) !== 'committed') continue;
    must(!living.has(nikHash), () => `${nikHash} is in two living lines`);
    living.set(nikHash, revisionId);
  }
  for (const item of ownersIn(items)) {
    const nikHash = pkOf(item).slice('WORKER#'.length);
    for (const slot of SLOTS) {
      const owner = item[slot] as string | undefined;
      const line = living.get(nikHash);
      if (line !== undefined) must(owner === line, () => `${nikHash}: ${slot} is ${owner}'s, the line ${line}'s`);
      else if (owner !== undefined && statuses.get(owner) === 'committed')
        throw new MoneyError(`${nikHash}: ${owner} holds ${slot} without a line`);
    }
  }
}

function statusesIn(items: readonly Item[]): Map<string, string> {
  const heads = items.filter((item) => pkOf(item).startsWith('REVISION#') && item['sk'] === 'HEAD');
  return new Map(heads.map((item) => [String(item['revisionId']), String(item['status'])]));
}

/** Nothing hangs: all is closed or dead, nothing is reserved or committed, and exactly the paid lines are with BPJS TK. */
export function checkEnd(items: readonly Item[]): void {
  checkMoney(items);
  for (const [revisionId, status] of statusesIn(items)) {
    const isOver = status === 'committed' || isDead(revisionStatusSchema.parse(status));
    must(isOver, () => `${revisionId} is stuck as ${status}`);
  }
  for (const batch of batchesIn(items)) {
    const isEmpty = batch['status'] === 'open' && batch['members'] === 0 && batch['carriedChunks'] === undefined;
    must(batch['status'] === 'closed' || isEmpty, () => `a batch is stuck: ${JSON.stringify(batch)}`);
  }
  const unbatched = items.filter((item) => item['listPk'] === 'UNBATCHED');
  must(unbatched.length === 0, () => `committed and forgotten: ${unbatched.map(pkOf).join()}`);
  const paid = linesIn(items).filter(({ status }) => status === 'paid').length;
  for (const [index, premium] of [PREMIUM.JKK, PREMIUM.JKM].entries()) {
    const money = at(items, `ALLOCATION#${ALLOCATIONS[index]}`, 'HEAD') ?? {};
    must(amountOf(money, 'reserved') === 0, () => 'money stays reserved');
    must(amountOf(money, 'committed') === 0, () => 'money stays committed');
    must(amountOf(money, 'disbursed') === paid * premium, () => `${paid} lines are paid, not what is disbursed`);
  }
}
