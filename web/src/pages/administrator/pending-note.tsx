import { Alert } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { CHANGES } from '../../api/administration.ts';
import type { Change } from '../../api/administration.ts';
import { useApi } from '../../api/provider.tsx';
import { readOf } from '../../api/queries.ts';
import { useTexts } from '../../i18n/texts.ts';
import { ADMINISTRATOR_TEXTS } from './texts.ts';

/** Says that changes of these kinds wait, so that nobody proposes the same twice. */
export function PendingNote({ kinds }: { readonly kinds: readonly Change['kind'][] }) {
  const t = useTexts(ADMINISTRATOR_TEXTS);
  const { data } = useQuery(readOf(useApi(), CHANGES, { query: { status: 'pending' } }));
  const count = data?.changes.filter(({ kind }) => kinds.includes(kind)).length ?? 0;
  if (count === 0) return null;
  return (
    <Alert data-color="info" className="pending-note">
      {t('pending.some', { count })} <Link to="/perubahan">{t('pending.open')}</Link>
    </Alert>
  );
}
