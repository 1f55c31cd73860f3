import { useTexts } from '../../../i18n/texts.ts';
import { CHANGE_TEXTS } from './texts.ts';

interface BeforeAfterProps {
  readonly before: string;
  readonly after: string;
}

/** What stood there, and what stands there now. */
export function BeforeAfter({ before, after }: BeforeAfterProps) {
  const t = useTexts(CHANGE_TEXTS);
  return (
    <>
      <del>{before === '' ? t('empty') : before}</del> <span aria-hidden="true">→</span>{' '}
      <ins>{after === '' ? t('empty') : after}</ins>
    </>
  );
}
