import { RefusedError } from '../../../domain/errors.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import { listRenewalPage } from '../../adapters/dynamodb/renewal-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ListRenewalsOutput } from './contract.ts';

interface ListRenewalsCall {
  readonly query: { readonly officeId?: string | undefined; readonly cursor?: string | undefined };
  readonly caller: Person;
}

/** One page of an office's renewals. @throws RefusedError when nobody says which office */
export async function listRenewals(
  { query, caller }: ListRenewalsCall,
  { table }: { table: Table },
): Promise<ListRenewalsOutput> {
  const officeId = caller.roles.includes('officer') ? caller.officeId : query.officeId;
  if (officeId === undefined) throw whichOffice();
  return listRenewalPage(table, officeId, query.cursor);
}

function whichOffice(): RefusedError {
  return new RefusedError({
    code: 'which-office',
    field: 'query.officeId',
    text: { id: 'Sebutkan kantornya.', en: 'Name the office.' },
  });
}
