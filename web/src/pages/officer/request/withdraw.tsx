import { Button, Input, Label } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useSubmit } from '../../../api/queries.ts';
import { REQUESTS } from '../../../api/request-list.ts';
import { WITHDRAW } from '../../../api/requests.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { Section } from './section.tsx';
import { REQUEST_TEXTS } from './texts.ts';

const SHORTEST = 3;

/** Takes the request back: asks why, and once more, because it cannot be undone. */
export function Withdraw({ requestId, onDone }: { readonly requestId: string; readonly onDone: () => void }) {
  const t = useTexts(REQUEST_TEXTS);
  const announce = useAnnounce();
  const queries = useQueryClient();
  const id = useId();
  const [reason, setReason] = useState<string>();
  const [isMissing, setIsMissing] = useState(false);
  const { submit, isSending, failure } = useSubmit(WITHDRAW, async () => {
    announce(t('withdraw.done'));
    await queries.invalidateQueries({ queryKey: [REQUESTS.path] });
    onDone();
  });
  const withdraw = (): void => {
    const isShort = (reason ?? '').trim().length < SHORTEST;
    setIsMissing(isShort);
    if (isShort) document.getElementById(id)?.focus();
    else submit({ params: { requestId }, body: { reason: reason ?? '' } });
  };
  return (
    <Section title={t('withdraw.title')} isForScreen>
      <p>{t('withdraw.about')}</p>
      {reason === undefined ? (
        <Button variant="secondary" data-color="danger" onClick={() => setReason('')}>
          {t('withdraw.begin')}
        </Button>
      ) : (
        <div className="withdraw">
          <Label htmlFor={id}>{t('withdraw.reason')}</Label>
          <Input
            id={id}
            value={reason}
            maxLength={500}
            aria-invalid={isMissing}
            aria-describedby={`${id}-error`}
            onChange={({ currentTarget }) => setReason(currentTarget.value)}
          />
          <p className="withdraw-error" id={`${id}-error`} role="alert">
            {isMissing ? t('withdraw.missing') : ''}
          </p>
          <div className="actions">
            <Button data-color="danger" loading={isSending} onClick={withdraw}>
              {t('withdraw.confirm')}
            </Button>
            <Button variant="secondary" onClick={() => setReason(undefined)}>
              {t('withdraw.cancel')}
            </Button>
          </div>
        </div>
      )}
      {failure === null ? null : <FailureNotice error={failure} />}
    </Section>
  );
}
