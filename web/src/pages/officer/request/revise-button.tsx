import { Button } from '@digdir/designsystemet-react';
import { useNavigate } from 'react-router';
import type { RequestView } from '../../../api/requests.ts';
import { useMe } from '../../../auth/me.tsx';
import { deleteDraft, listDrafts, saveDraft } from '../../../drafts/draft-store.ts';
import { newDraft } from '../../../drafts/draft.ts';
import type { Draft } from '../../../drafts/draft.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { REQUEST_TEXTS } from './texts.ts';

/** Begins the next revision with all that the last one said, and with its files where this device still has them. */
export function ReviseButton({ request }: { readonly request: RequestView }) {
  const t = useTexts(REQUEST_TEXTS);
  const navigate = useNavigate();
  const { personId } = useMe();
  const begin = async (): Promise<void> => {
    const drafts = await listDrafts(personId);
    const begun = drafts.find(
      ({ revises, sentAs }) => revises?.requestId === request.requestId && sentAs === undefined,
    );
    const draftId = begun?.draftId ?? (await beginRevision(request, personId, drafts));
    await navigate(`/isian/${draftId}`);
  };
  return <Button onClick={() => void begin()}>{t('page.revise')}</Button>;
}

async function beginRevision(request: RequestView, personId: string, drafts: readonly Draft[]): Promise<string> {
  const { requestId, number, title, wadahId, sourceId, programmes, firstMonth, months, skNumber, pksNumber } = request;
  const header = { title, wadahId, sourceId, programmes, firstMonth, months, skNumber, pksNumber };
  const last = drafts.find(({ sentAs }) => sentAs === requestId);
  const { sk, pks } = request.papers;
  const { outcome } = request;
  const draft: Draft = {
    ...newDraft(personId),
    header,
    ...(last !== undefined && { papers: last.papers, roster: last.roster }),
    revises: {
      requestId,
      number,
      header,
      papers: { sk: sk?.sha256, pks: pks?.sha256 },
      roster: last?.roster,
      outcome: outcome && { id: outcome.id, en: outcome.en },
    },
  };
  await saveDraft(draft);
  // Sent once is enough: what it said goes on in the revision.
  if (last !== undefined) await deleteDraft(last.draftId);
  return draft.draftId;
}
