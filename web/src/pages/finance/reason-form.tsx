import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { TextField } from './text-field.tsx';
import { FINANCE_TEXTS } from './texts.ts';
import { useCheckedForm } from './use-checked-form.ts';

const SHORTEST = 3;

interface ReasonFormProps {
  /** On the button that opens the form, and on the one that does it. */
  readonly begin: string;
  readonly send: string;
  readonly isSending: boolean;
  readonly failure: Error | null;
  readonly onSend: (reason: string) => void;
}

/** Something that is done with a reason, and not by a single press: the button opens the form first. */
export function ReasonForm({ begin, send, isSending, failure, onSend }: ReasonFormProps) {
  const t = useTexts(FINANCE_TEXTS);
  const [reason, setReason] = useState<string>();
  const isGiven = (reason ?? '').trim().length >= SHORTEST;
  const { form, onSubmit, isTold } = useCheckedForm(isGiven, () => onSend((reason ?? '').trim()));
  if (reason === undefined) {
    return (
      <Button variant="secondary" onClick={() => setReason('')}>
        {begin}
      </Button>
    );
  }
  return (
    <form ref={form} className="fact-form" noValidate onSubmit={onSubmit}>
      <div className="wide">
        <TextField
          label={t('reason.label')}
          value={reason}
          onType={setReason}
          problem={isTold && !isGiven ? t('reason.missing') : undefined}
          takesFocus
        />
      </div>
      {failure === null ? null : <FailureNotice error={failure} />}
      <div className="actions fact-send">
        <Button type="submit" loading={isSending}>
          {send}
        </Button>
        <Button type="button" variant="secondary" onClick={() => setReason(undefined)}>
          {t('reason.cancel')}
        </Button>
      </div>
    </form>
  );
}
