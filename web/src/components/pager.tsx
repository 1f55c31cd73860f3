import { Button } from '@digdir/designsystemet-react';
import { useFormat } from '../format/format.ts';
import { useTexts } from '../i18n/texts.ts';
import { COMPONENT_TEXTS } from './texts.ts';

interface PagerProps {
  /** From 0. */
  readonly page: number;
  readonly pages: number;
  readonly onPage: (page: number) => void;
}

/** Leads through a long table; nothing when it has one page. */
export function Pager({ page, pages, onPage }: PagerProps) {
  const t = useTexts(COMPONENT_TEXTS);
  const format = useFormat();
  if (pages <= 1) return null;
  return (
    <nav className="pages" aria-label={t('pages.label')}>
      <Button variant="secondary" data-size="sm" disabled={page === 0} onClick={() => onPage(page - 1)}>
        {t('pages.previous')}
      </Button>
      <span role="status">{t('pages.at', { page: format.count(page + 1), pages: format.count(pages) })}</span>
      <Button variant="secondary" data-size="sm" disabled={page + 1 >= pages} onClick={() => onPage(page + 1)}>
        {t('pages.next')}
      </Button>
    </nav>
  );
}
