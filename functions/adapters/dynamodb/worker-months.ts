import * as z from 'zod';
import { slotParts, slotSchema } from '../../../domain/claim/slots.ts';
import { revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import type { Month } from '../../../domain/period/period.ts';
import type { Programme } from '../../../domain/programme/programme.ts';
import { isDead } from '../../../domain/request/lifecycle.ts';
import { chunksOf } from './chunk-store.ts';
import { revisionKey, workerPartition } from './keys.ts';
import { readMany, readManyKey } from './read-many.ts';
import { revisionHeadSchema } from './records.ts';
import type { RevisionHead } from './records.ts';
import { standingLines } from './standing-lines.ts';
import type { StandingLine } from './standing-lines.ts';
import { itemsUnder } from './table.ts';
import type { Table } from './table.ts';

/** What one living revision holds for a worker. `place` is there once its lines are recorded. */
export interface WorkerHolding {
  readonly head: RevisionHead;
  readonly months: readonly { readonly programme: Programme; readonly month: Month }[];
  readonly place: StandingLine | null;
}

const yearSchema = z.looseObject({ sk: z.string() });

/** Everything that living revisions hold for a worker, in all fiscal years, in order of the revisions' numbers. */
export async function holdingsOf(table: Table, nikHash: string): Promise<WorkerHolding[]> {
  const held = new Map<RevisionId, { programme: Programme; month: Month }[]>();
  for await (const item of itemsUnder(table, { pk: workerPartition(nikHash), prefix: 'YEAR#' }, yearSchema)) {
    const year = Number(item.sk.slice('YEAR#'.length));
    for (const [name, owner] of Object.entries(item)) {
      const slot = slotSchema.safeParse(name);
      if (!slot.success) continue;
      const revisionId = revisionIdSchema.parse(owner);
      held.set(revisionId, [...(held.get(revisionId) ?? []), slotParts(slot.data, year)]);
    }
  }
  const heads = await readMany(table, [...held.keys()].map(revisionKey));
  const holdings: WorkerHolding[] = [];
  for (const [revisionId, months] of [...held].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const item = heads.get(readManyKey(revisionKey(revisionId)));
    if (item === undefined) continue;
    const head = revisionHeadSchema.parse(item);
    if (isDead(head.status)) continue;
    holdings.push({ head, months: months.toSorted(byMonth), place: await findLine(table, head, nikHash) });
  }
  return holdings;
}

const byMonth = (a: { month: Month; programme: Programme }, b: { month: Month; programme: Programme }): number =>
  `${a.month}${a.programme}` < `${b.month}${b.programme}` ? -1 : 1;

/** Null before the revision's lines are recorded. Reads chunk after chunk until the worker is found. */
async function findLine(table: Table, head: RevisionHead, nikHash: string): Promise<StandingLine | null> {
  for await (const chunk of chunksOf(table, head.revisionId)) {
    if (!chunk.lines.some((line) => line.nikHash === nikHash)) continue;
    const standing = await standingLines(table, chunk, head.batchId);
    return standing.find(({ line }) => line.nikHash === nikHash) ?? null;
  }
  return null;
}
