import { Failure } from '../api/failure.ts';
import { FailureNotice } from '../components/failure-notice.tsx';
import { useTexts } from '../i18n/texts.ts';
import { PlainFrame } from './plain-frame.tsx';
import { SHELL_TEXTS } from './texts.ts';

/** When not even the portal's own settings could be read, or the browser closes its storage, without which nobody can sign in. */
export function Unreachable({ error }: { readonly error: unknown }) {
  const t = useTexts(SHELL_TEXTS);
  const isClosed = error instanceof DOMException && error.name === 'SecurityError';
  return (
    <PlainFrame>
      <h1 className="ds-heading" data-size="lg">
        {t('broken.title')}
      </h1>
      <FailureNotice error={new Failure(isClosed ? 'device' : 'offline')} onRetry={() => window.location.reload()} />
    </PlainFrame>
  );
}
