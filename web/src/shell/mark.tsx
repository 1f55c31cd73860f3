import { useTexts } from '../i18n/texts.ts';
import sign from './lindung.svg';
import { SHELL_TEXTS } from './texts.ts';

/** The product's sign and name; below it whose it is. */
export function Mark({ owner }: { readonly owner?: string }) {
  const t = useTexts(SHELL_TEXTS);
  return (
    <span className="mark">
      <img src={sign} alt="" width="36" height="36" />
      <span>
        <span className="mark-name">{t('product')}</span>
        <span className="mark-owner">{owner ?? t('claim')}</span>
      </span>
    </span>
  );
}
