import { RefusedError } from '../../../domain/errors.ts';
import type { ReadPolicy, ReadPolicyVersion } from '../../administration/policy-in-force.ts';
import { namesOf } from '../../administration/staff.ts';
import type { ReadStaff } from '../../administration/staff.ts';
import type { ShowPolicyOutput, ShowPolicyQuery } from './contract.ts';

export interface ShowPolicyDeps {
  readonly policy: ReadPolicy;
  readonly policyVersion: ReadPolicyVersion;
  readonly staff: ReadStaff;
}

/** The policy in force, or an earlier version. @throws RefusedError not-found for one that there never was */
export async function showPolicy(
  { query: { version } }: { query: ShowPolicyQuery },
  deps: ShowPolicyDeps,
): Promise<ShowPolicyOutput> {
  const [latest, everybody] = await Promise.all([deps.policy(), deps.staff()]);
  const inForce = latest.version;
  if (version !== undefined && version > inForce) throw noSuchVersion(inForce);
  const shown = version === undefined ? latest : await deps.policyVersion(version);
  return { version: shown.version, inForce, policy: shown.document, names: namesOf(everybody) };
}

function noSuchVersion(inForce: number): RefusedError {
  return new RefusedError({
    code: 'no-such-version',
    kind: 'not-found',
    field: 'query.version',
    text: {
      id: `Versi itu tidak ada. Yang berlaku adalah versi ${inForce}.`,
      en: `There is no such version. In force is version ${inForce}.`,
    },
  });
}
