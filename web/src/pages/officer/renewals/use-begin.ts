import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { download } from '../../../api/downloads.ts';
import { useApi } from '../../../api/provider.tsx';
import { RENEWALS } from '../../../api/renewals.ts';
import type { Renewal } from '../../../api/renewals.ts';
import { useMe } from '../../../auth/me.tsx';
import { readDraft, saveDraft } from '../../../drafts/draft-store.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { beginRenewal } from './begin-renewal.ts';
import type { BeginWith } from './begin-renewal.ts';
import { RENEWAL_TEXTS } from './texts.ts';

export interface Beginning {
  readonly begin: (renewal: Renewal, beginWith?: BeginWith) => void;
  /** The renewal whose draft is being made. */
  readonly underWay: string | undefined;
  readonly failed: { readonly renewal: Renewal; readonly error: Error } | undefined;
}

/** Makes a renewal's draft once, however often the button is pressed, and opens it. */
export function useBegin(): Beginning {
  const t = useTexts(RENEWAL_TEXTS);
  const api = useApi();
  const { personId } = useMe();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [underWay, setUnderWay] = useState<string>();
  const [failed, setFailed] = useState<Beginning['failed']>();
  const isUnderWay = useRef(false);
  const begun = (workers: number, { workers: total }: Renewal): string => {
    if (workers === 0) return t('begun.empty');
    return workers < total ? t('begun.fewer', { count: workers, total }) : t('begun', { count: workers });
  };
  const begin = async (renewal: Renewal, beginWith?: BeginWith): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setUnderWay(renewal.revisionId);
    setFailed(undefined);
    try {
      const store = { readDraft, saveDraft };
      const deps = { api, personId, store, download: (url: string) => download(url) };
      const { path, workers } = await beginRenewal(renewal, deps, beginWith);
      if (workers !== undefined) announce(begun(workers, renewal));
      await navigate(path);
    } catch (error) {
      setFailed({ renewal, error: error instanceof Error ? error : new Error(String(error)) });
      // Others may have sent it meanwhile: then the list says so.
      void queries.invalidateQueries({ queryKey: [RENEWALS.path] });
    } finally {
      isUnderWay.current = false;
      setUnderWay(undefined);
    }
  };
  return { begin: (renewal, beginWith) => void begin(renewal, beginWith), underWay, failed };
}
