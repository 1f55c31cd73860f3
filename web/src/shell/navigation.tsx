import { NavLink } from 'react-router';
import { useMe } from '../auth/me.tsx';
import { useLanguage } from '../i18n/language.ts';
import { useTexts } from '../i18n/texts.ts';
import { menuOf } from '../pages/pages.ts';
import { SHELL_TEXTS } from './texts.ts';

/** The pages that the person's role may open. */
export function Navigation() {
  const t = useTexts(SHELL_TEXTS);
  const language = useLanguage();
  return (
    <nav className="navigation" aria-label={t('menu')}>
      <ul>
        <li>
          <NavLink to="/beranda">{t('home.title')}</NavLink>
        </li>
        {menuOf(useMe().roles).map(({ path, menu }) => (
          <li key={path}>
            <NavLink to={`/${path}`}>{menu.label[language]}</NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
