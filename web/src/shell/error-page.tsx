import { Button, Paragraph } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import { Failure } from '../api/failure.ts';
import { FailureNotice } from '../components/failure-notice.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { useTexts } from '../i18n/texts.ts';
import { PlainFrame } from './plain-frame.tsx';
import { SHELL_TEXTS } from './texts.ts';

const reload = (): void => window.location.reload();

/** In place of a page that could not be shown; the menu around it stays. */
export function ErrorPage({ error }: { readonly error: unknown }) {
  const t = useTexts(SHELL_TEXTS);
  return (
    <>
      <PageTitle>{t('broken.title')}</PageTitle>
      {error instanceof Failure ? (
        <FailureNotice error={error} onRetry={reload} />
      ) : (
        <>
          {/* Most often a file of an older version that is no longer there. */}
          <Paragraph>{t('broken.outdated')}</Paragraph>
          <Button onClick={reload}>{t('broken.reload')}</Button>
        </>
      )}
    </>
  );
}

/** The same where there is no menu: before anybody is known. */
export function OuterErrorPage({ error }: { readonly error: unknown }) {
  return (
    <PlainFrame>
      <ErrorPage error={error} />
    </PlainFrame>
  );
}

export function NotFound() {
  const t = useTexts(SHELL_TEXTS);
  return (
    <>
      <PageTitle lead={t('notFound.body')}>{t('notFound.title')}</PageTitle>
      <Link to="/beranda">{t('notFound.home')}</Link>
    </>
  );
}
