import { policySchema } from '../../domain/approval/policy.ts';
import type { Policy } from '../../domain/approval/policy.ts';
import { openDocumentStore } from '../adapters/dynamodb/configuration-store.ts';
import type { Versioned } from '../adapters/dynamodb/configuration-store.ts';
import type { Table } from '../adapters/dynamodb/table.ts';

export type ReadPolicy = () => Promise<Versioned<Policy>>;

export function openPolicy(table: Table): ReadPolicy {
  const documents = openDocumentStore<{ policy: Policy }>(table, { policy: policySchema });
  return () => documents.current('policy');
}
