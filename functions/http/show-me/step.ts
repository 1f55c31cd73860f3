import type { Person } from '../../adapters/dynamodb/records.ts';
import type { ShowMeOutput } from './contract.ts';

export function showMe(caller: Person): ShowMeOutput {
  const { personId, name, roles, officeId, language } = caller;
  return { personId, name, roles, officeId, language };
}
