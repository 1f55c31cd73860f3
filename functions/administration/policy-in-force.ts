import { policySchema } from '../../domain/approval/policy.ts';
import type { Policy } from '../../domain/approval/policy.ts';
import { openDocumentStore } from '../adapters/dynamodb/configuration-store.ts';
import type { Versioned } from '../adapters/dynamodb/configuration-store.ts';
import type { Table } from '../adapters/dynamodb/table.ts';

export type ReadPolicy = () => Promise<Versioned<Policy>>;
/** An earlier version too. @throws BrokenError for one that was never stored */
export type ReadPolicyVersion = (version: number) => Promise<Versioned<Policy>>;

export function openPolicies(table: Table): { policy: ReadPolicy; policyVersion: ReadPolicyVersion } {
  const documents = openDocumentStore<{ policy: Policy }>(table, { policy: policySchema });
  return {
    policy: () => documents.current('policy'),
    policyVersion: (version) => documents.version('policy', version),
  };
}
