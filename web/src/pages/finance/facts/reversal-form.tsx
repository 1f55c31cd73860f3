import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { ENTER_FACT } from '../../../api/batches.ts';
import { useSubmit } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../text-field.tsx';
import { useCheckedForm } from '../use-checked-form.ts';
import type { FactFormProps } from './correction-form.tsx';
import { FACTS_TEXTS } from './texts.ts';

const SHORTEST_REASON = 3;

/** Enters that the bank took a payment back: the batch returns to its SP2D and can be paid again. */
export function ReversalForm({ batchId, fact, onCancel, onDone }: FactFormProps) {
  const t = useTexts(FACTS_TEXTS);
  const format = useFormat();
  const [date, setDate] = useState('');
  const [reason, setReason] = useState('');
  const { submit, isSending, failure } = useSubmit(ENTER_FACT, onDone);
  const isDate = date !== '';
  const isReason = reason.trim().length >= SHORTEST_REASON;
  const { form, onSubmit, isTold } = useCheckedForm(isDate && isReason, () =>
    submit({
      params: { batchId },
      body: { kind: 'reversed', bankReference: fact.reference, date, reason: reason.trim() },
    }),
  );
  return (
    <form ref={form} className="fact-form" noValidate aria-label={t('reverse.title')} onSubmit={onSubmit}>
      <Alert className="wide" data-color="warning">
        <Paragraph>{t('reverse.about', { amount: format.rupiah(fact.amount) })}</Paragraph>
      </Alert>
      <TextField
        label={t('reverse.date')}
        type="date"
        value={date}
        onType={setDate}
        problem={isTold && !isDate ? t('problem.date') : undefined}
        takesFocus
      />
      <TextField
        label={t('reverse.reason')}
        value={reason}
        onType={setReason}
        problem={isTold && !isReason ? t('problem.reason') : undefined}
      />
      {failure === null ? null : <FailureNotice error={failure} />}
      <div className="actions fact-send">
        <Button type="submit" data-color="danger" loading={isSending}>
          {t('reverse.send')}
        </Button>
        <Button type="button" variant="secondary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
