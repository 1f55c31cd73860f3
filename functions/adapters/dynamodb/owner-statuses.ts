import * as z from 'zod';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { isDead, revisionStatusSchema } from '../../../domain/request/lifecycle.ts';
import type { RevisionStatus } from '../../../domain/request/lifecycle.ts';
import { revisionKey } from './keys.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';

const ownerSchema = z.object({ status: revisionStatusSchema });

export type Statuses = (owner: RevisionId) => Promise<RevisionStatus>;

/**
 * Statuses of owners. Dead and committed ones stay so: they are known for the life of the function instance. The others
 * are read once per use of the result, which is a chunk.
 */
export function openStatuses(table: Table): () => Statuses {
  const final = new Map<string, RevisionStatus>();
  return () => {
    const asked = new Map<string, Promise<RevisionStatus>>();
    const read = async (owner: RevisionId): Promise<RevisionStatus> => {
      const head = await readItem(table, revisionKey(owner), ownerSchema);
      // A claim is only ever written after its head, so a claim without one holds nothing.
      const status = head?.status ?? 'failed';
      if (isDead(status) || status === 'committed') final.set(owner, status);
      return status;
    };
    return (owner) => {
      const known = final.get(owner);
      if (known !== undefined) return Promise.resolve(known);
      const pending = asked.get(owner) ?? read(owner);
      asked.set(owner, pending);
      return pending;
    };
  };
}

/** Whether a claim of this owner counts no more. */
export const freedom = (statuses: Statuses) => async (owner: RevisionId) => isDead(await statuses(owner));
