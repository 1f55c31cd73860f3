import { createHash } from 'node:crypto';
import { auditEventSchema, chainHeadSchema, EMPTY_CHAIN, nextEvent } from '../../../domain/audit/chain.ts';
import type { AuditEvent, AuditFact, ChainHead } from '../../../domain/audit/chain.ts';
import { itemsUnder, readItem } from './table.ts';
import type { Table } from './table.ts';
import type { WriteItem } from './transact.ts';
import { putNewItem, updateItem } from './update.ts';

/** Lower-case hex SHA-256 of UTF-8 text. */
export function sha256Hex(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

const chainKey = (pk: string) => ({ pk, sk: 'CHAIN' });
export const eventSortKey = (seq: number): string => `EVENT#${String(seq).padStart(6, '0')}`;

export async function readChain(table: Table, pk: string): Promise<ChainHead> {
  return (await readItem(table, chainKey(pk), chainHeadSchema)) ?? EMPTY_CHAIN;
}

/** The writes that append `fact` to the chain of `pk`, conditional on the chain standing at `head`. */
export function appendEvent(table: Table, at: { pk: string; head: ChainHead }, fact: AuditFact): WriteItem[] {
  const event = nextEvent(at.head, fact, sha256Hex);
  const condition =
    at.head.count === 0
      ? { expression: 'attribute_not_exists(pk)' }
      : { expression: '#count = :count', names: { '#count': 'count' }, values: { ':count': at.head.count } };
  return [
    updateItem(table, { key: chainKey(at.pk), set: { count: event.seq, hash: event.hash }, condition }),
    putNewItem(table, { pk: at.pk, sk: eventSortKey(event.seq), ...event }),
  ];
}

/** The events of a chain, oldest first. */
export function readEvents(table: Table, pk: string): AsyncGenerator<AuditEvent> {
  return itemsUnder(table, { pk, prefix: 'EVENT#' }, auditEventSchema);
}
