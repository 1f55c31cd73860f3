import type { ComponentType } from 'react';
import { Failure } from '../api/failure.ts';
import { useMe } from '../auth/me.tsx';
import type { Role } from '../auth/me.tsx';

/** The page for those roles only. The API checks by itself; this spares others a page that cannot work. */
export function guarded(Page: ComponentType, roles: readonly Role[]): ComponentType {
  return function Guarded() {
    if (!useMe().roles.some((role) => roles.includes(role))) throw new Failure('forbidden');
    return <Page />;
  };
}
