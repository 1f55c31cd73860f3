import type { ComponentType } from 'react';
import type { Text } from '../../../domain/text.ts';
import type { Role } from '../auth/me.tsx';

/** One page of the portal. Its code is loaded when it is opened. */
export interface Page {
  /** Indonesian, without a slash in front; `:name` for a part that varies. */
  readonly path: string;
  readonly roles: readonly Role[];
  readonly load: () => Promise<ComponentType>;
  /** Addresses of the API that the page asks at once, below where the API begins: the sign-in's return asks them ahead. */
  readonly asksFirst?: readonly `/${string}`[];
  /** In the main menu and, with a sentence in `about.ts`, on the home page under this name; absent for pages that others link to. */
  readonly menu?: { readonly label: Text };
}
