import { Link } from 'react-router';
import { useMe } from '../auth/me.tsx';
import { useTexts } from '../i18n/texts.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';
import { SignOut } from './sign-out.tsx';
import { SHELL_TEXTS } from './texts.ts';

/** Product, regency, who is signed in for which office, language, sign-out. */
export function Header() {
  const t = useTexts(SHELL_TEXTS);
  const { name, officeName, roles, regency } = useMe();
  return (
    <header className="header">
      <div className="header-inner">
        <Link className="mark-link" to="/beranda">
          <Mark owner={regency.name} />
        </Link>
        <div className="person">
          <span className="person-name">{name}</span>
          <span className="person-office">
            {[...roles.map((role) => t(`role.${role}`)), officeName].filter((part) => part !== undefined).join(' · ')}
          </span>
        </div>
        <LanguageSwitch />
        <SignOut />
      </div>
    </header>
  );
}
