import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { BATCH } from '../../../api/batches.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { troubleWithTable } from '../../../components/check-files.ts';
import type { FileTrouble } from '../../../components/check-files.ts';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { FileField } from '../../../components/file-field.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { takesAnswers } from '../takes-answers.ts';
import '../finance.css';
import './answers.css';
import { ImportCard } from './import-card.tsx';
import { ANSWERS_TEXTS } from './texts.ts';
import { useImports } from './use-imports.ts';

/** BPJS TK's answers into a batch: choose files, look at what each row would do, then apply exactly that. */
export function ImportPage() {
  const t = useTexts(ANSWERS_TEXTS);
  const { batchId = '' } = useParams();
  const { data, error, refetch } = useQuery(readOf(useApi(), BATCH, { params: { batchId } }));
  const imports = useImports(batchId);
  const isOpen = data !== undefined && takesAnswers(data);
  const back = <Link to={`/batch/${batchId}`}>{t('import.back', { batchId })}</Link>;
  return (
    <>
      <PageTitle lead={t('import.lead')} actions={back}>
        {t('import.title')}
      </PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null ? <Waiting label={t('import.loading')} /> : null}
      {isOpen ? <Chooser onFile={imports.add} /> : null}
      {data !== undefined && !isOpen && imports.list.length === 0 ? (
        <EmptyState title={t('import.closed')} next={t('import.closedNext')} action={back} />
      ) : null}
      <div className="imports">
        {imports.list.map((one) => (
          <ImportCard
            key={one.id}
            one={one}
            onApply={() => imports.apply(one.id)}
            onReadAgain={() => imports.readAgain(one.id)}
            onRemove={() => imports.remove(one.id)}
          />
        ))}
      </div>
    </>
  );
}

function Chooser({ onFile }: { readonly onFile: (file: File) => void }) {
  const t = useTexts(ANSWERS_TEXTS);
  const [trouble, setTrouble] = useState<FileTrouble>();
  const take = (file: File): void => {
    const found = troubleWithTable(file);
    setTrouble(found);
    if (found === undefined) onFile(file);
  };
  return (
    <FileField
      id="answers"
      label={t('import.file')}
      hint={t('import.fileHint')}
      accept=".csv,.xlsx"
      trouble={trouble}
      isMultiple
      onFile={take}
    />
  );
}
