import type { Revised } from '../../../drafts/draft.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { FORM_TEXTS } from './texts.ts';

/** Why the request came back, where it is corrected. */
export function RevisionNote({ revises: { number, outcome } }: { readonly revises: Revised }) {
  const t = useTexts(FORM_TEXTS);
  const language = useLanguage();
  return (
    <aside className="revision-note" aria-label={t('revision.why')}>
      {outcome === undefined ? null : (
        <p>
          <strong>{t('revision.why')}</strong> {outcome[language]}
        </p>
      )}
      <p className="quiet">{t('revision.marked', { number: String(number) })}</p>
    </aside>
  );
}
