import type { Regency } from '../../../domain/configuration/regency.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { ShowMeOutput } from './contract.ts';

export interface ShowMeDeps {
  readonly regency: () => Promise<Regency>;
}

export async function showMe({ caller }: { caller: Person }, deps: ShowMeDeps): Promise<ShowMeOutput> {
  const { personId, name, roles, officeId, language } = caller;
  const { name: regencyName, timeZone, offices } = await deps.regency();
  const officeName = offices.find((office) => office.officeId === officeId)?.name;
  return { personId, name, roles, officeId, officeName, language, regency: { name: regencyName, timeZone } };
}
