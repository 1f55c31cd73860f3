import { Button } from '@digdir/designsystemet-react';
import { ENTER_FACT } from '../../../api/batches.ts';
import { useSubmit } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { ENTERING_TEXTS } from './texts.ts';

interface ConfirmPaymentProps {
  readonly batchId: string;
  readonly onEntered: () => Promise<void>;
}

/** Ends the waiting for rejections and reversals of a paid batch before its last day. */
export function ConfirmPayment({ batchId, onEntered }: ConfirmPaymentProps) {
  const t = useTexts(ENTERING_TEXTS);
  const { submit, isSending, failure } = useSubmit(ENTER_FACT, onEntered);
  return (
    <>
      {failure === null ? null : <FailureNotice error={failure} />}
      <Button loading={isSending} onClick={() => submit({ params: { batchId }, body: { kind: 'confirmed' } })}>
        {t('fact.confirmed.send')}
      </Button>
    </>
  );
}
