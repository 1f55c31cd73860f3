import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { firstBreak } from '../../../domain/audit/chain.ts';
import { readChain, readEvents, sha256Hex } from './audit-log.ts';
import type { Table } from './table.ts';

/** What of the whole table has to be verified. */
export interface Verifiable {
  readonly allocationIds: readonly string[];
  /** Partitions that hold an audit chain. */
  readonly chains: readonly string[];
}

const ALLOCATION = 'ALLOCATION#';

/** Every allocation and every audit chain, found by reading the whole table; for tools, not for the running product. */
export async function findVerifiable(table: Table): Promise<Verifiable> {
  const allocationIds = new Set<string>();
  const chains = new Set<string>();
  let start: Record<string, unknown> | undefined;
  do {
    const page = await table.client.send(
      new ScanCommand({
        TableName: table.name,
        ConsistentRead: true,
        ProjectionExpression: 'pk, sk',
        // A chain whose head is gone is still found by its first event, an allocation without a head by its journal.
        FilterExpression: 'sk = :chain OR sk = :first OR begins_with(pk, :allocation)',
        ExpressionAttributeValues: { ':chain': 'CHAIN', ':first': 'EVENT#000001', ':allocation': ALLOCATION },
        ...(start !== undefined && { ExclusiveStartKey: start }),
      }),
    );
    for (const item of page.Items ?? []) {
      const [pk, sk] = [String(item['pk']), String(item['sk'])];
      if (pk.startsWith(ALLOCATION)) allocationIds.add(pk.slice(ALLOCATION.length));
      if (sk === 'CHAIN' || sk === 'EVENT#000001') chains.add(pk);
    }
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return { allocationIds: [...allocationIds].toSorted(), chains: [...chains].toSorted() };
}

/**
 * Follows a chain from its first event. @returns how many events it has, and the number of the first that does not follow
 * (one past the last when events are missing at the end), or null when it holds
 */
export async function verifyChain(table: Table, pk: string): Promise<{ events: number; broken: number | null }> {
  const head = await readChain(table, pk);
  const events = await Array.fromAsync(readEvents(table, pk));
  const broken = firstBreak(events, sha256Hex);
  if (broken !== null) return { events: events.length, broken };
  const last = events.at(-1);
  const isWhole = events.length === head.count && (last === undefined || last.hash === head.hash);
  return { events: events.length, broken: isWhole ? null : events.length + 1 };
}
