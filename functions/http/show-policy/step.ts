import { namesOf } from '../../administration/staff.ts';
import type { ReadStaff } from '../../administration/staff.ts';
import type { ReadPolicy } from '../../administration/policy-in-force.ts';
import type { ShowPolicyOutput } from './contract.ts';

export async function showPolicy(
  _call: object,
  deps: { readonly policy: ReadPolicy; readonly staff: ReadStaff },
): Promise<ShowPolicyOutput> {
  const [{ version, document }, everybody] = await Promise.all([deps.policy(), deps.staff()]);
  return { version, policy: document, names: namesOf(everybody) };
}
