import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { Failure } from '../api/failure.ts';
import type { FailureKind } from '../api/failure.ts';
import { useLanguage } from '../i18n/language.ts';
import { useTexts } from '../i18n/texts.ts';
import { COMPONENT_TEXTS } from './texts.ts';

interface FailureNoticeProps {
  readonly error: Error;
  /** Shows a button that does it. */
  readonly onRetry?: () => void;
}

/** What only somebody else can mend; they will ask for the reference. */
const OURS: readonly FailureKind[] = ['server', 'unexpected'];

/** One plain sentence about what went wrong and one about what to do next; the server's own words when it gave any. */
export function FailureNotice({ error, onRetry }: FailureNoticeProps) {
  const t = useTexts(COMPONENT_TEXTS);
  const language = useLanguage();
  const failure = error instanceof Failure ? error : new Failure('unexpected', { cause: error });
  const isOurs = OURS.includes(failure.kind);
  return (
    <Alert data-color={isOurs ? 'danger' : 'warning'} role="alert">
      <Paragraph>
        <strong>{failure.text?.[language] ?? t(`failure.${failure.kind}`)}</strong>
      </Paragraph>
      {failure.text === undefined ? <Paragraph>{t(`failure.${failure.kind}.next`)}</Paragraph> : null}
      {isOurs && failure.reference !== undefined ? (
        <Paragraph className="quiet">{t('failure.reference', { reference: failure.reference })}</Paragraph>
      ) : null}
      {onRetry === undefined ? null : (
        <Button className="notice-action" variant="secondary" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </Alert>
  );
}
