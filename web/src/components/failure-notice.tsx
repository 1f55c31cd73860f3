import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { Failure } from '../api/failure.ts';
import { useLanguage } from '../i18n/language.ts';
import { useTexts } from '../i18n/texts.ts';
import { COMPONENT_TEXTS } from './texts.ts';

interface FailureNoticeProps {
  readonly error: Error;
  /** Shows a button that does it. */
  readonly onRetry?: () => void;
}

/** One plain sentence about what went wrong and one about what to do next; the server's own sentence when it gave one. */
export function FailureNotice({ error, onRetry }: FailureNoticeProps) {
  const t = useTexts(COMPONENT_TEXTS);
  const language = useLanguage();
  const failure = error instanceof Failure ? error : new Failure('unexpected', { cause: error });
  return (
    <Alert data-color={failure.kind === 'server' || failure.kind === 'unexpected' ? 'danger' : 'warning'} role="alert">
      <Paragraph>
        <strong>{failure.text?.[language] ?? t(`failure.${failure.kind}`)}</strong>
      </Paragraph>
      <Paragraph>{t(`failure.${failure.kind}.next`)}</Paragraph>
      {failure.field === undefined ? null : <Paragraph>{t('failure.field', { field: failure.field })}</Paragraph>}
      {onRetry === undefined ? null : (
        <Button className="notice-action" variant="secondary" onClick={onRetry}>
          {t('tryAgain')}
        </Button>
      )}
    </Alert>
  );
}
