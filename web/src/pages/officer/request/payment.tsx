import { Button, Tag } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import { isPaid } from '../../../../../domain/batch/lifecycle.ts';
import { useApi } from '../../../api/provider.tsx';
import { REPORT } from '../../../api/requests.ts';
import type { RequestPayment, RequestView } from '../../../api/requests.ts';
import { useMe } from '../../../auth/me.tsx';
import { DataTable } from '../../../components/data-table.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useDownload } from '../../../components/use-download.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { Figure } from './figure.tsx';
import { PAYMENT_TEXTS } from './payment-texts.ts';
import { Section } from './section.tsx';

/** What became of the premiums once they were recorded: BPJS TK's answers, and how far the payment is. */
export function Payment({ request: { requestId, payment } }: { readonly request: RequestView }) {
  const t = useTexts(PAYMENT_TEXTS);
  const format = useFormat();
  const isOfficer = useMe().roles.includes('officer');
  if (payment === undefined) return null;
  const { pending = 0, accepted = 0, paid = 0, rejected = 0, reversed = 0 } = payment.lines;
  return (
    <Section title={t('title')}>
      <ul className="figures">
        <Figure name={t('figure.accepted')} value={format.count(accepted + paid)} />
        <Figure name={t('figure.rejected')} value={format.count(rejected + reversed)} />
        <Figure name={t('figure.pending')} value={format.count(pending)} />
      </ul>
      {payment.batches.length === 0 ? <p>{t('noBatch')}</p> : <BatchTable payment={payment} />}
      {isOfficer && payment.toProposeAgain > 0 ? (
        <RejectedRows requestId={requestId} count={payment.toProposeAgain} />
      ) : null}
    </Section>
  );
}

/** Officers have no page of a batch. */
function BatchTable({ payment: { batches } }: { readonly payment: RequestPayment }) {
  const t = useTexts(PAYMENT_TEXTS);
  const format = useFormat();
  const isOfficer = useMe().roles.includes('officer');
  return (
    <DataTable
      caption={t('batches')}
      rows={batches}
      keyOf={({ batchId }) => batchId}
      columns={[
        {
          header: t('batch'),
          cell: ({ batchId }) => (isOfficer ? batchId : <Link to={`/batch/${batchId}`}>{batchId}</Link>),
        },
        {
          header: t('stage'),
          cell: ({ status, needsAdministrator }) => (
            <Tag data-color={needsAdministrator ? 'danger' : isPaid(status) ? 'success' : 'warning'}>
              {needsAdministrator ? t('stopped') : t(`stage.${status}`)}
            </Tag>
          ),
        },
        {
          header: t('workers'),
          isNumber: true,
          cell: ({ lines }) => format.count(Object.values(lines).reduce((sum, one) => sum + one, 0)),
        },
        { header: t('due'), cell: ({ dueDate }) => format.date(dueDate) },
        {
          header: t('paidOn'),
          cell: ({ paidOn }) => (paidOn === undefined ? '–' : format.date(paidOn)),
        },
      ]}
    />
  );
}

function RejectedRows({ requestId, count }: { readonly requestId: string; readonly count: number }) {
  const t = useTexts(PAYMENT_TEXTS);
  const api = useApi();
  const { download, isAsking, failure } = useDownload();
  return (
    <div className="again">
      <p>{t('again', { count })}</p>
      <Button
        variant="secondary"
        loading={isAsking}
        onClick={() => download(() => api.call(REPORT, { params: { requestId }, query: { kind: 'rejected' } }))}
      >
        {t('again.download')}
      </Button>
      {failure === null ? null : <FailureNotice error={failure} />}
    </div>
  );
}
