import { useTexts } from '../i18n/texts.ts';
import { PlainFrame } from './plain-frame.tsx';
import { SHELL_TEXTS } from './texts.ts';

/** While it is asked who is signed in; as the page's own HTML before it. */
export function Opening() {
  const t = useTexts(SHELL_TEXTS);
  return (
    <PlainFrame>
      <h1 className="ds-heading" data-size="xs">
        {t('loading')}
      </h1>
    </PlainFrame>
  );
}
