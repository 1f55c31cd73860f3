import { Link } from 'react-router';
import type { Audit } from '../api/audit.ts';
import { useMe } from '../auth/me.tsx';
import { useTexts } from '../i18n/texts.ts';
import { COMPONENT_TEXTS } from './texts.ts';

interface HistoryLinkProps extends Pick<Audit, 'kind' | 'id'> {
  /** What the history is of, for those who hear the link alone. */
  readonly about: string;
  /** In a table whose heading says that these are histories. */
  readonly isShort?: boolean;
}

/** Whether the person's role may read audit histories. */
export const useReadsHistories = (): boolean =>
  useMe().roles.some((role) => role === 'auditor' || role === 'administrator');

/** Leads to the audit history of one thing; nothing for those who may not read it. */
export function HistoryLink({ kind, id, about, isShort = false }: HistoryLinkProps) {
  const t = useTexts(COMPONENT_TEXTS);
  if (!useReadsHistories()) return null;
  return (
    <Link to={`/riwayat/${kind}/${encodeURIComponent(id)}`}>
      {isShort ? t('open') : t('history')}
      <span className="ds-sr-only">{isShort ? ` ${t('history')}: ${about}` : `: ${about}`}</span>
    </Link>
  );
}
