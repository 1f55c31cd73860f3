import { useEffect, useId, useRef, useState } from 'react';
import { NavLink, useLocation } from 'react-router';
import { useMe } from '../auth/me.tsx';
import { useLanguage } from '../i18n/language.ts';
import { useTexts } from '../i18n/texts.ts';
import { menuOf } from '../pages/pages.ts';
import { SHELL_TEXTS } from './texts.ts';

/** The pages that the person's role may open; on a phone behind a button that names where one is. */
export function Navigation() {
  const t = useTexts(SHELL_TEXTS);
  const language = useLanguage();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const { key, pathname } = useLocation();
  // Opened on this page: going to another one closes it.
  const [openedAt, setOpenedAt] = useState<string>();
  const isOpen = openedAt === key;
  useEffect(() => {
    if (!isOpen) return;
    const close = ({ key: pressed }: KeyboardEvent): void => {
      if (pressed !== 'Escape') return;
      setOpenedAt(undefined);
      button.current?.focus();
    };
    document.addEventListener('keydown', close);
    return () => document.removeEventListener('keydown', close);
  }, [isOpen]);
  const entries = [
    { to: '/beranda', label: t('home.title') },
    ...menuOf(useMe().roles).map(({ path, menu }) => ({ to: `/${path}`, label: menu.label[language] })),
  ];
  const here = entries.find(({ to }) => `${pathname}/`.startsWith(`${to}/`));
  return (
    <nav className="navigation" aria-label={t('menu')} data-open={isOpen}>
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpenedAt(isOpen ? undefined : key)}
      >
        Menu <span>{here?.label}</span>
      </button>
      <ul id={id}>
        {entries.map(({ to, label }) => (
          <li key={to}>
            <NavLink to={to}>{label}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
