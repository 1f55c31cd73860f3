import type { User, UserManager } from 'oidc-client-ts';
import { openLastPage } from './last-page.ts';
import { openWindowSignIn } from './window-sign-in.ts';

/** `asking`: the sign-in has ended in the middle of something, and only the person can renew it. */
export type SessionState = 'quiet' | 'asking';

export interface Session {
  readonly isSignedIn: () => Promise<boolean>;
  /** Leaves the page for the sign-in unless somebody is signed in; then comes back to `returnTo`. */
  readonly require: (returnTo: string) => Promise<void>;
  /** A token that has not run out, renewed first if need be. @throws SignInEndedError when the person gives up */
  readonly token: () => Promise<string>;
  /** A new token after the API refused the last one; calls that fail together share one renewal. */
  readonly renew: () => Promise<string>;
  /** What the dialog of an ended session does: sign in in a window of its own, or give up. @returns false when the browser blocks it */
  readonly signInAgain: () => boolean;
  readonly giveUp: () => void;
  readonly signOut: () => Promise<void>;
  /** In the window of its own: leaves it for the sign-in. */
  readonly beginInWindow: () => Promise<void>;
  /** Finishes a sign-in at its return address. @returns the address to go on with; null in a window of its own */
  readonly finish: () => Promise<string | null>;
  readonly state: () => SessionState;
  readonly subscribe: (listener: () => void) => () => void;
}

export class SignInEndedError extends Error {
  override readonly name = 'SignInEndedError';
}

interface Question {
  readonly answer: (token: string) => void;
  readonly refuse: (error: unknown) => void;
}

export function openSession(manager: UserManager): Session {
  const listeners = new Set<() => void>();
  let question: Question | undefined;
  let renewal: Promise<string> | undefined;
  /** Who began to work here: nothing is repeated in another person's name. */
  let subject: string | undefined;

  const ask = (next: Question | undefined): void => {
    question = next;
    for (const listener of listeners) listener();
  };
  const leave = (): void => {
    lastPage.end();
    window.location.assign('/');
  };
  const lastPage = openLastPage(() => {
    if (subject !== undefined) leave();
  });
  const keep = (user: User): string => {
    if (subject !== undefined && subject !== user.profile.sub) leave();
    if (lastPage.isOver()) throw new SignInEndedError('this page is being left');
    subject = user.profile.sub;
    return user.access_token;
  };
  const renewSilently = async (): Promise<User | null> => {
    const before = await manager.getUser();
    const renewed = await manager.signinSilent().catch(ignoreRefusal);
    if (renewed !== null || before?.refresh_token === undefined) return renewed;
    // The refresh token has run out; the sign-in itself may still know the person.
    await manager.removeUser();
    return manager.signinSilent().catch(ignoreRefusal);
  };
  const renewOnce = async (): Promise<string> => {
    const user = await renewSilently();
    if (user !== null) return keep(user);
    return new Promise((answer, refuse) => ask({ answer, refuse }));
  };
  const renew = (): Promise<string> => {
    renewal ??= renewOnce().finally(() => {
      renewal = undefined;
    });
    return renewal;
  };

  const takeAnswer = async (user: User): Promise<void> => {
    try {
      const token = keep(user);
      await takeOver(manager, user);
      question?.answer(token);
    } catch (error) {
      question?.refuse(error);
    }
    ask(undefined);
  };
  const windows = openWindowSignIn((user) => void takeAnswer(user));
  const isSignedIn = async (): Promise<boolean> => (await manager.getUser()) !== null;

  return {
    isSignedIn,
    require: async (address) => {
      if (await isSignedIn()) return;
      if (!lastPage.isOver()) await manager.signinRedirect({ state: { returnTo: address } });
      // The page is being left; whatever waits for the sign-in goes on in the next one.
      await new Promise(() => {});
    },
    token: async () => {
      if (lastPage.isOver()) throw new SignInEndedError('this page is being left');
      const user = await manager.getUser();
      return user === null || user.expired === true ? renew() : keep(user);
    },
    renew,
    signInAgain: windows.open,
    beginInWindow: () => manager.signinRedirect({ state: { inWindow: true } }),
    giveUp: () => {
      question?.refuse(new SignInEndedError('not signed in again'));
      ask(undefined);
    },
    signOut: async () => {
      lastPage.endEverywhere();
      await signOut(manager);
    },
    finish: async () => {
      const user = await manager.signinRedirectCallback();
      if (stateOf(user, 'inWindow') !== true) return returnTo(user);
      windows.handOver(user);
      return null;
    },
    state: () => (question === undefined ? 'quiet' : 'asking'),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A refusal means that a person is needed; a line that is down does not. */
function ignoreRefusal(error: unknown): null {
  if (error instanceof TypeError) throw error;
  return null;
}

/** As if this page had signed in itself: the timer of the next renewal starts too. */
async function takeOver(manager: UserManager, user: User): Promise<void> {
  await manager.storeUser(user);
  await manager.events.load(user);
}

function stateOf({ state }: User, name: string): unknown {
  return typeof state === 'object' && state !== null ? Reflect.get(state, name) : undefined;
}

/** Only an address within the portal. */
function returnTo(user: User): string {
  const address = stateOf(user, 'returnTo');
  return typeof address === 'string' && /^\/(?!\/)/.test(address) ? address : '/';
}

/** Cognito's sign-out wants the address under a name of its own; others ignore that. */
async function signOut(manager: UserManager): Promise<void> {
  // First, or the address would hold the ID token, and the browser's history keeps addresses.
  await manager.removeUser();
  const { post_logout_redirect_uri } = manager.settings;
  await manager.signoutRedirect({
    extraQueryParams: { logout_uri: post_logout_redirect_uri ?? window.location.origin },
  });
}
