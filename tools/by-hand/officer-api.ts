import * as z from 'zod';
import { readAddresses } from '../addresses.ts';
import type { Addresses } from '../addresses.ts';
import { ApiError, openApi } from '../demo/api.ts';
import type { Api } from '../demo/api.ts';
import { signIn } from '../demo/sign-in.ts';

export interface SignedIn {
  readonly api: Api;
  readonly addresses: Addresses;
  readonly personId: string;
}

/**
 * Signs in at the running system, as the person named or else as its first officer.
 * @throws Error that says what to do
 */
export async function signInAsOfficer(stateFolder: string, personId?: string): Promise<SignedIn> {
  const addresses = readAddresses(stateFolder);
  const account = addresses.accounts.find((one) =>
    personId === undefined ? one.role === 'officer' : one.personId === personId,
  );
  if (account === undefined) {
    const known = addresses.accounts.map((one) => one.personId).join(', ');
    throw new Error(`${personId ?? 'An officer'} has no account here. Accounts: ${known}.`);
  }
  const token = await signIn({ ...addresses, ...account });
  const api = openApi(
    () => addresses.apiUrl,
    () => token,
  );
  return { api, addresses, personId: account.personId };
}

const refusalSchema = z.object({
  error: z.object({ text: z.object({ id: z.string(), en: z.string() }), field: z.string().optional() }),
});

/** What went wrong, in a line or two for the person at the keyboard. */
export function reasonOf(error: unknown): string {
  if (error instanceof ApiError) {
    const { text, field } = refusalOf(error) ?? { text: { id: error.message, en: '' }, field: undefined };
    return [text.id, text.en, field === undefined || text.en.includes(field) ? '' : `(${field})`]
      .filter((line) => line !== '')
      .join('\n');
  }
  if (isUnreachable(error)) return 'The system does not answer. Is npm start running in another window?';
  return error instanceof Error ? error.message : String(error);
}

function refusalOf(error: ApiError): z.infer<typeof refusalSchema>['error'] | undefined {
  try {
    return refusalSchema.parse(JSON.parse(error.answer)).error;
  } catch {
    return undefined;
  }
}

/** fetch says only "fetch failed"; what failed stands in its cause. */
function isUnreachable(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'fetch failed';
}
