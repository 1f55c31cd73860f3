import * as z from 'zod';
import type { Policy } from '../../domain/approval/policy.ts';
import { isRefused } from './api.ts';
import type { Api } from './api.ts';
import type { People } from './people.ts';

const changeSchema = z.object({ changeId: z.string(), status: z.string() });

/** One administrator proposes the policy, another confirms it. Gives whether the first one alone was refused. */
export async function changePolicy(
  [first, second]: People['administrators'],
  policy: Policy,
): Promise<{ aloneRefused: boolean }> {
  const body = { kind: 'policy', content: policy };
  const { changeId } = await first.post('/api/changes', { body }, changeSchema);
  const confirm = (api: Api) => api.post(`/api/changes/${changeId}/confirm`, { body: {} }, changeSchema);
  const aloneRefused = await isRefused(() => confirm(first), 403);
  const { status } = await confirm(second);
  if (status !== 'confirmed') throw new Error(`the change of policy is ${status}`);
  return { aloneRefused };
}

/** Puts workers on the exclusion list, the reasons in turn. `since`: a local day. */
export async function exclude(api: Api, niks: readonly string[], since: string): Promise<number> {
  const reasons = ['deceased', 'moved', 'left'];
  const entries = niks.map((nik, index) => ({ nik, reason: reasons[index % reasons.length], since }));
  return (await api.post('/api/exclusions', { body: { entries } }, z.object({ loaded: z.number() }))).loaded;
}

const peopleSchema = z.object({ people: z.array(z.object({ personId: z.string(), email: z.string() })) });

/** Mail addresses by person id. */
export async function readMailAddresses(api: Api): Promise<ReadonlyMap<string, string>> {
  const { people } = await api.get('/api/people', peopleSchema);
  return new Map(people.map(({ personId, email }) => [personId, email]));
}
