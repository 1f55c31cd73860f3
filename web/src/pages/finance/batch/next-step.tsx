import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link } from 'react-router';
import { BATCH, BATCHES } from '../../../api/batches.ts';
import type { Batch } from '../../../api/batches.ts';
import { useMe } from '../../../auth/me.tsx';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { ConfirmPayment } from '../entering/confirm-payment.tsx';
import { FactForm } from '../entering/fact-form.tsx';
import { Panel } from '../panel.tsx';
import { isSettling } from '../settling.ts';
import { Stopped } from './stopped.tsx';
import { takesAnswers } from '../takes-answers.ts';
import { BATCH_TEXTS } from './texts.ts';

/** What to do next in one sentence and, for finance, the form to do it. */
export function NextStep({ batch }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  const language = useLanguage();
  const isFinance = useMe().roles.includes('finance');
  const queries = useQueryClient();
  const announce = useAnnounce();
  const heading = useRef<HTMLHeadingElement>(null);
  const { batchId, status, applying, problem, next } = batch;
  const { fact, amount } = next;
  const onEntered = async () => {
    announce(t('fact.entered'));
    await Promise.all([BATCH, BATCHES].map(({ path }) => queries.invalidateQueries({ queryKey: [path] })));
    heading.current?.focus();
  };
  const isEnding = isSettling(batch) && next.turn === 'finance';
  const text = applying !== undefined ? t('next.applying') : isEnding ? t('next.settling') : next.text[language];
  const isForm = isFinance && applying === undefined && fact !== undefined && amount !== undefined;
  return (
    <Panel title={t('next.title')} className="next-step" headingRef={heading}>
      <p>{text}</p>
      {isFinance && takesAnswers(batch) && applying === undefined ? <ImportLink batch={batch} /> : null}
      {problem === undefined ? null : <Alert data-color="warning">{problem[language]}</Alert>}
      <Stopped batch={batch} />
      {/* Another amount is another form: nothing typed for the one goes into the other. */}
      {fact === 'billed' ? <Credit batch={batch} /> : null}
      {isForm ? (
        <FactForm key={`${fact}-${amount}`} batchId={batchId} kind={fact} expected={amount} onEntered={onEntered} />
      ) : null}
      {isFinance && status === 'paid' && next.turn === 'finance' && !isEnding ? (
        <ConfirmPayment batchId={batchId} onEntered={onEntered} />
      ) : null}
    </Panel>
  );
}

/** Why the bill is to be less than what BPJS TK accepted. */
function Credit({ batch: { accepted, next } }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  const { rupiah } = useFormat();
  const { credit, amount } = next;
  if (credit === undefined || amount === undefined || accepted === undefined) return null;
  const values = { accepted: rupiah(accepted.total), credit: rupiah(credit), amount: rupiah(amount) };
  return (
    <Alert data-color="info">
      <Paragraph>{t('next.credit', values)}</Paragraph>
    </Alert>
  );
}

/** While answers are awaited they are the next step; later they may still come. */
function ImportLink({ batch: { batchId, status } }: { readonly batch: Batch }) {
  const t = useTexts(BATCH_TEXTS);
  return (
    <p>
      <Link className={status === 'sent' ? 'ds-button' : 'ds-link'} to={`/batch/${batchId}/jawaban`}>
        {status === 'sent' ? t('next.import') : t('next.importLater')}
      </Link>
    </p>
  );
}
