import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { PageTitle } from '../../../components/page-title.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import '../auditor.css';
import { WorkerView } from '../worker/worker-view.tsx';
import { FindField } from './find-field.tsx';
import { Found } from './found.tsx';
import { Shortcuts } from './shortcuts.tsx';
import { SEARCH_TEXTS } from './texts.ts';

/** Finds a request, a batch or a worker. What was asked for stands in the address, unless it is a NIK. */
export function SearchPage() {
  const t = useTexts(SEARCH_TEXTS);
  const [search, setSearch] = useSearchParams();
  const q = search.get('q') ?? '';
  const [nik, setNik] = useState<string>();
  return (
    <>
      <PageTitle lead={t('lead')}>{t('title')}</PageTitle>
      <FindField
        initial={q}
        onFind={(asked) => {
          setNik(asked.kind === 'nik' ? asked.nik : undefined);
          setSearch(asked.kind === 'nik' ? {} : { q: asked.q });
        }}
      />
      <div className="topics">
        {nik === undefined ? null : <WorkerView key={nik} worker={{ nik }} />}
        {nik === undefined && q !== '' ? <Found q={q} /> : null}
        {nik === undefined && q === '' ? <Shortcuts /> : null}
      </div>
    </>
  );
}
