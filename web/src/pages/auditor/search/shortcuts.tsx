import { Link } from 'react-router';
import { CONFIGURATION_NAMES, LISTS } from './chains.ts';
import { useMe } from '../../../auth/me.tsx';
import { Topic } from '../../../components/topic.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { SEARCH_TEXTS } from './texts.ts';

/** Where to begin without a number: whole lists, and the histories of what the rules and people are. */
export function Shortcuts() {
  const t = useTexts(SEARCH_TEXTS);
  const { roles } = useMe();
  if (!roles.some((role) => role === 'auditor' || role === 'administrator')) return null;
  return (
    <Topic title={t('histories')} lead={t('historiesLead')} actions={<Link to="/peran">{t('roles')}</Link>}>
      <ul className="shortcuts">
        {CONFIGURATION_NAMES.map((name) => (
          <li key={name}>
            <Link to={`/riwayat/config/${name}`}>{t(`config.${name}`)}</Link>
          </li>
        ))}
        {LISTS.map((name) => (
          <li key={name}>
            <Link to={`/riwayat/list/${name}`}>{t(`list.${name}`)}</Link>
          </li>
        ))}
      </ul>
    </Topic>
  );
}
