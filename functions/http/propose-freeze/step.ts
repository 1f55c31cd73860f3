import type { Person } from '../../adapters/dynamodb/records.ts';
import type { ChangeView } from '../../administration/change-records.ts';
import { proposeAs } from '../propose-change/step.ts';
import type { ProposeChangeDeps } from '../propose-change/step.ts';
import type { ProposeFreezeBody } from './contract.ts';

/** A freeze period, proposed; another administrator confirms it. @throws RefusedError for one that cannot be used */
export function proposeFreeze(
  { body, caller }: { body: ProposeFreezeBody; caller: Pick<Person, 'personId'> },
  deps: ProposeChangeDeps,
): Promise<ChangeView> {
  return proposeAs(caller, { kind: 'freeze', content: body }, deps);
}
