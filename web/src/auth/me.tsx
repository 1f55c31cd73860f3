import { createContext, useContext } from 'react';
import type { Me } from '../api/me.ts';

export type Role = Me['roles'][number];

const MeContext = createContext<Me | null>(null);

export const MeProvider = MeContext.Provider;

/** Who is signed in. */
export function useMe(): Me {
  const me = useContext(MeContext);
  if (me === null) throw new Error('useMe outside of MeProvider');
  return me;
}
