import { Button } from '@digdir/designsystemet-react';
import { useRef, useState } from 'react';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../fields.tsx';
import { CHANGE_TEXTS } from './texts.ts';

interface ReasonFormProps {
  readonly label: string;
  readonly send: string;
  readonly isSending: boolean;
  readonly onSend: (reason: string) => void;
  readonly onCancel: () => void;
}

const SHORTEST = 3;

/** Asks why before something ends for good. */
export function ReasonForm({ label, send, isSending, onSend, onCancel }: ReasonFormProps) {
  const t = useTexts(CHANGE_TEXTS);
  const [reason, setReason] = useState('');
  const [isMissing, setIsMissing] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const end = (): void => {
    const isShort = reason.trim().length < SHORTEST;
    setIsMissing(isShort);
    if (isShort) place.current?.querySelector('input')?.focus();
    else onSend(reason);
  };
  return (
    <div ref={place} className="reason-form">
      <TextField
        label={label}
        value={reason}
        maxLength={500}
        onType={setReason}
        problem={isMissing ? t('reason.missing') : undefined}
      />
      <div className="actions">
        <Button data-color="danger" loading={isSending} onClick={end}>
          {send}
        </Button>
        <Button variant="secondary" onClick={onCancel}>
          {t('reason.cancel')}
        </Button>
      </div>
    </div>
  );
}
