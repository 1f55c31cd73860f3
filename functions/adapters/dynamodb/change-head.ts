import type * as z from 'zod';
import type { AuditFact } from '../../../domain/audit/chain.ts';
import { TransientError } from '../../../domain/errors.ts';
import { appendEvent, readChain } from './audit-log.ts';
import { readItem } from './table.ts';
import type { Key, Table } from './table.ts';
import { ConditionFailedError, MAX_TRIES, transact } from './transact.ts';
import type { WriteItem } from './transact.ts';
import { updateItem } from './update.ts';

export interface HeadChange {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** The one audit event of this change. */
  readonly event: AuditFact;
  /** Further writes of the same transaction, each with its own condition. */
  readonly also?: readonly WriteItem[];
}

/** What `judge` says of the head as it is stored now: change it so, or stop with an answer. */
export type Judgement<Stop> = { readonly change: HeadChange } | { readonly stop: Stop };

export interface HeadChangeRequest<Head, Stop> {
  readonly key: Key;
  readonly schema: z.ZodType<Head>;
  /** Partition of the audit chain, when it is not the head's own (a level's events stand in its revision's chain). */
  readonly chainPk?: string;
  readonly judge: (head: Head | null) => Judgement<Stop> | Promise<Judgement<Stop>>;
  /** A write of `also` (by its index) did not hold: an answer to stop with, or undefined to read and judge again. */
  readonly onAlsoFailed?: (index: number, item: Record<string, unknown> | null) => Stop | undefined;
}

export type HeadOutcome<Stop> = { readonly changed: true } | { readonly changed: false; readonly stop: Stop };

/** Head update, chain update and event stand before `also` in the transaction. */
const ITEMS_BEFORE_ALSO = 3;

/**
 * The only way a head changes: read it (consistently), judge, write head + audit event + further items in one
 * transaction that is conditional on the version read. Whoever came first wins; the other reads and judges again.
 * @throws TransientError when ten tries met a newer version each time
 */
export async function changeHead<Head extends { version: number }, Stop>(
  table: Table,
  request: HeadChangeRequest<Head, Stop>,
): Promise<HeadOutcome<Stop>> {
  const chainPk = request.chainPk ?? request.key.pk;
  for (let attempt = 0; attempt < MAX_TRIES; attempt += 1) {
    // The chain is read first: an event that slips in between fails the condition, never the order.
    const chain = await readChain(table, chainPk);
    const head = await readItem(table, request.key, request.schema);
    const judgement = await request.judge(head);
    if ('stop' in judgement) return { changed: false, stop: judgement.stop };
    if (head === null) throw new TypeError(`no head under ${request.key.pk} ${request.key.sk} to change`);
    const { set, remove, event, also } = judgement.change;
    const update = updateItem(table, {
      key: request.key,
      set: { ...set, version: head.version + 1 },
      ...(remove !== undefined && { remove }),
      condition: {
        expression: '#version = :version',
        names: { '#version': 'version' },
        values: { ':version': head.version },
      },
    });
    try {
      await transact(table, [update, ...appendEvent(table, { pk: chainPk, head: chain }, event), ...(also ?? [])]);
      return { changed: true };
    } catch (error) {
      if (!(error instanceof ConditionFailedError)) throw error;
      const stop = stopOf(error, request.onAlsoFailed);
      if (stop !== undefined) return { changed: false, stop };
      await table.pause(attempt);
    }
  }
  throw new TransientError(`${request.key.pk} ${request.key.sk} changed under each of ${MAX_TRIES} tries`);
}

/** A newer head or chain outweighs everything else: it is read and judged again. */
function stopOf<Stop>(
  error: ConditionFailedError,
  onAlsoFailed: ((index: number, item: Record<string, unknown> | null) => Stop | undefined) | undefined,
): Stop | undefined {
  const failed = [...error.failed];
  if (failed.some(([index]) => index < ITEMS_BEFORE_ALSO)) return undefined;
  for (const [index, item] of failed) {
    if (onAlsoFailed === undefined) throw error;
    const stop = onAlsoFailed(index - ITEMS_BEFORE_ALSO, item);
    if (stop !== undefined) return stop;
  }
  return undefined;
}
