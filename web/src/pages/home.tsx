import { Card, Heading } from '@digdir/designsystemet-react';
import { Link } from 'react-router';
import { useMe } from '../auth/me.tsx';
import { EmptyState } from '../components/empty-state.tsx';
import { PageTitle } from '../components/page-title.tsx';
import { useLanguage } from '../i18n/language.ts';
import { useTexts } from '../i18n/texts.ts';
import { SHELL_TEXTS } from '../shell/texts.ts';
import { ABOUT } from './about.ts';
import { menuOf } from './pages.ts';

/** Where a person begins: every page of the menu with a sentence about it. */
export function Home() {
  const t = useTexts(SHELL_TEXTS);
  const language = useLanguage();
  const pages = menuOf(useMe().roles);
  return (
    <>
      <PageTitle>{t('home.title')}</PageTitle>
      {pages.length === 0 ? <EmptyState title={t('home.nothing')} next={t('home.nothingNext')} /> : null}
      <div className="cards">
        {pages.map(({ path, menu }) => (
          <Card key={path} className="home-card">
            <Heading level={2} data-size="xs">
              <Link to={`/${path}`}>{menu.label[language]}</Link>
            </Heading>
            <p>{ABOUT[path]?.[language]}</p>
          </Card>
        ))}
      </div>
    </>
  );
}
