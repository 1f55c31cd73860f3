import { Link } from 'react-router';
import type { Audit } from '../../api/audit.ts';
import { useMe } from '../../auth/me.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { SEARCH_TEXTS } from './search/texts.ts';

interface HistoryLinkProps extends Pick<Audit, 'kind' | 'id'> {
  /** What the history is of, for those who hear the link alone. */
  readonly about: string;
}

/** Leads to the audit history of one thing, for those whose role may read it. */
export function HistoryLink({ kind, id, about }: HistoryLinkProps) {
  const t = useTexts(SEARCH_TEXTS);
  const mayRead = useMe().roles.some((role) => role === 'auditor' || role === 'administrator');
  if (!mayRead) return <span className="quiet">{t('none')}</span>;
  return (
    <Link to={`/riwayat/${kind}/${encodeURIComponent(id)}`}>
      {t('openHistory')}
      <span className="ds-sr-only">: {about}</span>
    </Link>
  );
}
