import { RefusedError } from '../../../domain/errors.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { readRenewal } from '../../adapters/dynamodb/renewal-store.ts';
import type { Renewal } from '../../adapters/dynamodb/renewal-records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';

export interface RenewalCall {
  readonly params: { readonly revisionId: RevisionId };
  readonly caller: Person;
}

/** One renewal. @throws RefusedError not-found, also for another office's */
export async function getRenewal({ params, caller }: RenewalCall, { table }: { table: Table }): Promise<Renewal> {
  const renewal = await readRenewal(table, params.revisionId);
  const isForeign = caller.roles.includes('officer') && renewal?.officeId !== caller.officeId;
  if (renewal !== null && !isForeign) return renewal;
  throw new RefusedError({
    code: 'renewal-not-found',
    kind: 'not-found',
    text: { id: 'Usulan perpanjangan tidak ditemukan.', en: 'There is no such renewal.' },
  });
}
