import { Button, Paragraph } from '@digdir/designsystemet-react';
import { PageTitle } from '../components/page-title.tsx';
import { useTexts } from '../i18n/texts.ts';
import { useSession } from '../auth/session-context.tsx';
import { SHELL_TEXTS } from '../shell/texts.ts';
import { PlainFrame } from '../shell/plain-frame.tsx';

/** For whoever is not signed in. */
export function Welcome() {
  const t = useTexts(SHELL_TEXTS);
  const session = useSession();
  return (
    <PlainFrame>
      <PageTitle>{t('welcome.title')}</PageTitle>
      <Paragraph className="welcome-text">{t('welcome.body')}</Paragraph>
      <Button data-size="md" onClick={() => void session.require('/beranda')}>
        {t('signIn')}
      </Button>
      <Paragraph className="quiet">{t('welcome.approver')}</Paragraph>
    </PlainFrame>
  );
}
