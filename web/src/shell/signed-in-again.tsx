import { PageTitle } from '../components/page-title.tsx';
import { useTexts } from '../i18n/texts.ts';
import { PlainFrame } from './plain-frame.tsx';
import { SHELL_TEXTS } from './texts.ts';

/** In the sign-in's own window, when the browser does not let it close itself. */
export function SignedInAgain() {
  const t = useTexts(SHELL_TEXTS);
  return (
    <PlainFrame>
      <PageTitle lead={t('again.body')}>{t('again.title')}</PageTitle>
    </PlainFrame>
  );
}
