import { Button, Tag } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from 'react-router';
import { periodLengthSchema } from '../../../../../domain/period/period.ts';
import { BATCHES, OPEN_BATCH, PAYMENTS } from '../../../api/batches.ts';
import type { Payment } from '../../../api/batches.ts';
import { useSubmit } from '../../../api/queries.ts';
import { useMe } from '../../../auth/me.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { BatchStatusTag } from '../batch-status.tsx';
import { CALENDAR_TEXTS } from './texts.ts';

/** One payment of a due day: a batch with its next step, or requests that wait for theirs. */
export function PaymentEntry({ payment }: { readonly payment: Payment }) {
  const t = useTexts(CALENDAR_TEXTS);
  const format = useFormat();
  const language = useLanguage();
  const { sourceId, wadahId, firstMonth, months, lines, total } = payment;
  return (
    <li className="due-payment">
      <div>
        {payment.kind === 'batch' ? (
          <span className="due-name">
            <Link to={`/batch/${payment.batchId}`}>{payment.batchId}</Link>
            <BatchStatusTag status={payment.status} needsAdministrator={payment.turn === 'administrator'} />
          </span>
        ) : (
          <Tag data-color="info">{t('waiting.title')}</Tag>
        )}
        <span className="below">
          {wadahId} · {sourceId} · {format.period(firstMonth, months)}
        </span>
        {payment.kind === 'batch' ? <span>{payment.text[language]}</span> : <WaitingRequests payment={payment} />}
      </div>
      <div className="due-sum">
        {total === undefined ? <span className="quiet">{t('notYet')}</span> : <strong>{format.rupiah(total)}</strong>}
        {lines === undefined ? null : <span className="below">{t('lines', { count: lines })}</span>}
      </div>
    </li>
  );
}

function WaitingRequests({ payment }: { readonly payment: Extract<Payment, { kind: 'waiting' }> }) {
  const t = useTexts(CALENDAR_TEXTS);
  const format = useFormat();
  const isFinance = useMe().roles.includes('finance');
  const announce = useAnnounce();
  const queries = useQueryClient();
  const { wadahId, sourceId, firstMonth, requests, opensOn } = payment;
  const { submit, isSending, failure } = useSubmit(OPEN_BATCH, async ({ batchId }) => {
    announce(t('waiting.opened', { batchId }));
    await Promise.all([PAYMENTS, BATCHES].map(({ path }) => queries.invalidateQueries({ queryKey: [path] })));
  });
  const months = periodLengthSchema.safeParse(payment.months).data;
  return (
    <>
      <span>{t('waiting.requests', { count: requests, opensOn: format.date(opensOn) })}</span>
      {isFinance && months !== undefined ? (
        <Button
          variant="secondary"
          data-size="sm"
          loading={isSending}
          onClick={() => submit({ body: { wadahId, sourceId, firstMonth, months } })}
        >
          {t('waiting.open')}
        </Button>
      ) : null}
      {failure === null ? null : <FailureNotice error={failure} />}
    </>
  );
}
