import { isObject, type JsonObject } from '../json.ts';
import { isWrite, usesOf } from './dynamodb-access.ts';
import type { UsageCounter } from './usage.ts';

/**
 * Counts the capacity of one call as AWS would bill it. DynamoDB Local doubles the writes of a transaction twice (four
 * units where AWS takes two), so they are halved; it reports nothing for PartiQL, where each statement counts as one
 * unit (items up to 1 KB, no index); a refused condition costs one unit, as on AWS.
 */
export function countUnits(usage: UsageCounter, call: { action: string; input: JsonObject; consumed: unknown }): void {
  const { action, input } = call;
  if (call.consumed === undefined) return countEstimate(usage, action, input);
  const entries: unknown[] = Array.isArray(call.consumed) ? call.consumed : [call.consumed];
  const kind = isWrite(action, input) ? 'write' : 'read';
  for (const entry of entries) {
    if (!isObject(entry) || typeof entry['TableName'] !== 'string' || typeof entry['CapacityUnits'] !== 'number')
      continue;
    usage.units(
      entry['TableName'],
      kind,
      action === 'TransactWriteItems' ? entry['CapacityUnits'] / 2 : entry['CapacityUnits'],
    );
  }
}

function countEstimate(usage: UsageCounter, action: string, input: JsonObject): void {
  const units = action === 'TransactWriteItems' || action === 'ExecuteTransaction' ? 2 : 1;
  for (const use of usesOf(action, input)) {
    if (use.table === '*') continue;
    const isRead = use.action === 'GetItem' || use.action === 'PartiQLSelect' || !isWrite(action, input);
    usage.units(use.table, isRead ? 'read' : 'write', units);
  }
}
