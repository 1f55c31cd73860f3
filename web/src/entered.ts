import type { HeadStart } from './api/head-start.ts';
import type { PortalConfig } from './auth/config.ts';
import type { Session } from './auth/session.ts';

/** What the first script knows when the portal itself arrives. */
export interface Entered {
  readonly config: PortalConfig;
  readonly session: Session;
  readonly headStart: HeadStart;
  /** Where a sign-in that has returned goes on, null in a window of its own; absent where none has. */
  readonly returned?: Promise<string | null>;
}
