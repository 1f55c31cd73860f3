import { Failure } from '../api/failure.ts';
import { FailureNotice } from '../components/failure-notice.tsx';
import { useTexts } from '../i18n/texts.ts';
import { PlainFrame } from './plain-frame.tsx';
import { SHELL_TEXTS } from './texts.ts';

/** When not even the portal's own settings could be read. */
export function Unreachable() {
  const t = useTexts(SHELL_TEXTS);
  return (
    <PlainFrame>
      <h1 className="ds-heading" data-size="lg">
        {t('broken.title')}
      </h1>
      <FailureNotice error={new Failure('offline')} onRetry={() => window.location.reload()} />
    </PlainFrame>
  );
}
