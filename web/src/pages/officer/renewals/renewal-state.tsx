import { Button, Tag } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import type { Renewal } from '../../../api/renewals.ts';
import { RequestStatus } from '../../../components/request-status.tsx';
import type { Draft } from '../../../drafts/draft.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { RENEWAL_TEXTS } from './texts.ts';
import type { Beginning } from './use-begin.ts';

interface RenewalStateProps extends Beginning {
  readonly renewal: Renewal;
  readonly draft: Draft | undefined;
}

/** How far the renewal has come, and the one thing to do next. */
export function RenewalState({ renewal, draft, begin, underWay }: RenewalStateProps) {
  const t = useTexts(RENEWAL_TEXTS);
  const format = useFormat();
  const { revisionId, sent, header } = renewal;
  const about = <span className="ds-sr-only"> {t('ofWhich', { title: header.title })}</span>;
  if (sent !== undefined) {
    return (
      <div className="renewal-state">
        <RequestStatus status={sent.status} />
        <Link to={`/usulan/${sent.requestId}`}>{t('state.sent', { requestId: sent.requestId })}</Link>
      </div>
    );
  }
  if (draft !== undefined) {
    return (
      <div className="renewal-state">
        <Tag data-color="info">{t('state.draft')}</Tag>
        <span className="below">{t('state.saved', { at: format.dateTime(draft.savedAt) })}</span>
        <Button asChild variant="secondary" data-size="sm">
          <Link to={`/isian/${draft.draftId}`}>
            {t('goOn')}
            {about}
          </Link>
        </Button>
      </div>
    );
  }
  return (
    <div className="renewal-state">
      <Tag data-color="neutral">{t('state.none')}</Tag>
      <Button data-size="sm" loading={underWay === revisionId} onClick={() => begin(renewal)}>
        {t('begin')}
        {about}
      </Button>
    </div>
  );
}
