import { User } from 'oidc-client-ts';

const CHANNEL = 'lindung.masuk';

export interface WindowSignIn {
  /** @returns false when the browser blocks the window */
  readonly open: () => boolean;
  /** In the window: gives the sign-in to the page that opened it, and closes. */
  readonly handOver: (user: User) => void;
}

/**
 * Sign-in in a window of its own, for a page that must not be left. The two find each other by a channel of this origin,
 * because the page's Cross-Origin-Opener-Policy takes the window's opener away; the tokens stay in memory.
 */
export function openWindowSignIn(onUser: (user: User) => void): WindowSignIn {
  const channel = new BroadcastChannel(CHANNEL);
  let isExpected = false;
  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (!isExpected || typeof data !== 'string') return;
    isExpected = false;
    onUser(User.fromStorageString(data));
  });
  return {
    open: () => {
      isExpected = true;
      return window.open('/masuk/lagi', '_blank', 'popup,width=480,height=680') !== null;
    },
    handOver: (user) => {
      channel.postMessage(user.toStorageString());
      window.close();
    },
  };
}
