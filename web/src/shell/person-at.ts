import type { QueryClient } from '@tanstack/react-query';
import type { ApiClient } from '../api/client.ts';
import { ME } from '../api/me.ts';
import type { Me } from '../api/me.ts';
import { readOf } from '../api/queries.ts';
import type { Session } from '../auth/session.ts';
import { preferLanguage } from '../i18n/language.ts';

interface Wiring {
  readonly session: Session;
  readonly api: ApiClient;
  readonly queries: QueryClient;
}

export type PersonAt = (address: string) => Promise<Me>;

/** Who is signed in, asked once; without anybody the page is left for the sign-in, which comes back to the address. */
export function openPersonAt({ session, api, queries }: Wiring): PersonAt {
  let person: Promise<Me> | undefined;
  const ask = async (address: string): Promise<Me> => {
    await session.require(address);
    const me = await queries.ensureQueryData({ ...readOf(api, ME, {}), staleTime: Infinity });
    preferLanguage(me.language);
    return me;
  };
  return (address) => (person ??= ask(address));
}
