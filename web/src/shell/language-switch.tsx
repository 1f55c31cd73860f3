import { chooseLanguage, useLanguage } from '../i18n/language.ts';
import type { Language } from '../i18n/language.ts';
import { useTexts } from '../i18n/texts.ts';
import { SHELL_TEXTS } from './texts.ts';

/** Each language under its own name, for those who read only that one. */
const NAMES: readonly (readonly [Language, string, string])[] = [
  ['id', 'ID', 'Bahasa Indonesia'],
  ['en', 'EN', 'English'],
];

export function LanguageSwitch() {
  const t = useTexts(SHELL_TEXTS);
  const current = useLanguage();
  return (
    <div className="language" role="group" aria-label={t('language')}>
      {NAMES.map(([language, short, name]) => (
        <button
          key={language}
          type="button"
          lang={language}
          aria-pressed={language === current}
          onClick={() => chooseLanguage(language)}
        >
          <span aria-hidden="true">{short}</span>
          <span className="ds-sr-only">{name}</span>
        </button>
      ))}
    </div>
  );
}
