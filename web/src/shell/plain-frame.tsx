import type { ReactNode } from 'react';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';

/** Around pages that know nobody: welcome and errors before the sign-in. */
export function PlainFrame({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <header className="header">
        <div className="header-inner">
          <Mark />
          <LanguageSwitch />
        </div>
      </header>
      <main className="main plain">{children}</main>
    </>
  );
}
