import type { Person } from '../../adapters/dynamodb/records.ts';
import type { ChangeView } from '../../administration/change-records.ts';
import { proposeAs } from '../propose-change/step.ts';
import type { ProposeChangeDeps } from '../propose-change/step.ts';
import type { ProposeDelegationBody } from './contract.ts';

/** A dated delegation, proposed; another administrator confirms it. @throws RefusedError for one that cannot be used */
export function proposeDelegation(
  { body, caller }: { body: ProposeDelegationBody; caller: Pick<Person, 'personId'> },
  deps: ProposeChangeDeps,
): Promise<ChangeView> {
  return proposeAs(caller, { kind: 'delegation', content: body }, deps);
}
