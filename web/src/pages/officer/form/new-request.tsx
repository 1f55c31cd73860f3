import { Button, Tag } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { useMe } from '../../../auth/me.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { deleteDraft, listDrafts, saveDraft } from '../../../drafts/draft-store.ts';
import { newDraft } from '../../../drafts/draft.ts';
import type { Draft } from '../../../drafts/draft.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { FORM_TEXTS } from './texts.ts';
import './form.css';

/** Begin a request, or go on with one that was begun on this device. */
export function NewRequest() {
  const t = useTexts(FORM_TEXTS);
  const navigate = useNavigate();
  const { personId } = useMe();
  const {
    data: drafts,
    error,
    refetch,
  } = useQuery({
    queryKey: ['drafts', personId],
    queryFn: async () => (await listDrafts(personId)).filter(({ sentAs }) => sentAs === undefined),
    // Drafts change on this device alone, and without a call.
    staleTime: 0,
  });
  const [failure, setFailure] = useState<Error | null>(null);
  const begin = async (): Promise<void> => {
    const saved = await saveDraft(newDraft(personId));
    if (saved.kind === 'saved') await navigate(`/isian/${saved.draft.draftId}`);
  };
  const told = failure ?? error;
  const start = <Button onClick={() => void begin().catch(setFailure)}>{t('draft.begin')}</Button>;
  return (
    <>
      <PageTitle lead={t('form.lead')} actions={start}>
        {t('form.title')}
      </PageTitle>
      {told === null ? null : <FailureNotice error={told} />}
      {drafts === undefined && error === null ? <Waiting label={t('form.loading')} /> : null}
      {drafts === undefined || drafts.length === 0 ? <How /> : null}
      {drafts === undefined || drafts.length === 0 ? null : (
        <section aria-labelledby="drafts-title">
          <h2 id="drafts-title" className="part-title">
            {t('drafts.title')}
          </h2>
          <ul className="drafts">
            {drafts.map((draft) => (
              <DraftCard key={draft.draftId} draft={draft} onDeleted={() => void refetch()} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function How() {
  const t = useTexts(FORM_TEXTS);
  return (
    <ol className="how">
      {(['program', 'dana', 'pekerja', 'kirim'] as const).map((step) => (
        <li key={step}>
          <strong>{t(`step.${step}`)}</strong>
          <span>{t(`how.${step}`)}</span>
        </li>
      ))}
    </ol>
  );
}

function DraftCard({ draft, onDeleted }: { readonly draft: Draft; readonly onDeleted: () => void }) {
  const t = useTexts(FORM_TEXTS);
  const format = useFormat();
  const [isAsking, setIsAsking] = useState(false);
  const name = draft.header.title.trim() === '' ? t('drafts.untitled') : draft.header.title;
  return (
    <li className="draft">
      <Link to={`/isian/${draft.draftId}`}>{name}</Link>
      {draft.revises === undefined ? null : (
        <Tag data-color="warning" data-size="sm">
          {t('drafts.revision', { number: String(draft.revises.number + 1) })}
        </Tag>
      )}
      {draft.renews === undefined ? null : (
        <Tag data-color="info" data-size="sm">
          {t('drafts.renewal')}
        </Tag>
      )}
      <span className="quiet">{t('drafts.saved', { at: format.dateTime(draft.savedAt) })}</span>
      {isAsking ? (
        <div className="actions" role="alert">
          <span>{t('drafts.sure')}</span>
          <Button data-size="sm" data-color="danger" onClick={() => void deleteDraft(draft.draftId).then(onDeleted)}>
            {t('drafts.yes')}
          </Button>
          <Button data-size="sm" variant="secondary" onClick={() => setIsAsking(false)}>
            {t('drafts.no')}
          </Button>
        </div>
      ) : (
        <Button
          variant="tertiary"
          data-size="sm"
          aria-label={t('drafts.deleteOne', { name })}
          onClick={() => setIsAsking(true)}
        >
          {t('drafts.delete')}
        </Button>
      )}
    </li>
  );
}
