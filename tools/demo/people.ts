import { openApi } from './api.ts';
import type { Api } from './api.ts';
import { signIn } from './sign-in.ts';
import type { DemoSystem } from './system.ts';

/** Those who sign in. Approvers have no account: they come by the links in their mails. */
export interface People {
  readonly officer: Api;
  readonly finance: Api;
  /** Who proposes changes, and who confirms them. */
  readonly administrators: readonly [Api, Api];
}

export async function signInAll(system: DemoSystem): Promise<People> {
  const { accounts, issuer, clientId } = system.ready();
  const apiAs = async (role: string, place = 0): Promise<Api> => {
    const account = accounts.filter((one) => one.role === role)[place];
    if (account === undefined) throw new Error(`no account for ${role} ${place + 1}`);
    const token = await signIn({ issuer, clientId, email: account.email, password: account.password });
    return openApi(
      () => system.ready().apiUrl,
      () => token,
    );
  };
  return {
    officer: await apiAs('officer'),
    finance: await apiAs('finance'),
    administrators: [await apiAs('administrator'), await apiAs('administrator', 1)],
  };
}
