import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useApi } from '../../../api/provider.tsx';
import { REQUESTS } from '../../../api/request-list.ts';
import { REQUEST, REQUEST_CHANGES } from '../../../api/requests.ts';
import type { DraftDesk } from '../../../drafts/use-draft.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { useAnnounce } from '../../../shell/announcer.tsx';
import { placeOf } from './refusal.ts';
import type { RefusedPlace } from './refusal.ts';
import { sendDraft } from './send-draft.ts';
import type { Sending } from './send-draft.ts';
import { FORM_TEXTS } from './texts.ts';
import type { RosterCheck } from './use-roster-check.ts';

export interface Send {
  readonly sending: Sending | undefined;
  readonly failure: Error | null;
  /** What the server has refused, as long as it still stands there. */
  readonly refused: RefusedPlace | undefined;
  readonly onSend: () => void;
}

/** Sends the draft once, however often the button is pressed, and opens the request's page. */
export function useSend({ draft, change, flush }: DraftDesk, check: RosterCheck): Send {
  const t = useTexts(FORM_TEXTS);
  const api = useApi();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const queries = useQueryClient();
  const [sending, setSending] = useState<Sending>();
  const [failure, setFailure] = useState<Error | null>(null);
  const [tried, setTried] = useState(draft);
  const isUnderWay = useRef(false);
  const found = check.kind === 'found' ? check.found : undefined;
  const send = async (): Promise<void> => {
    if (isUnderWay.current) return;
    isUnderWay.current = true;
    setFailure(null);
    setTried(draft);
    try {
      const requestId = await sendDraft(draft, found, { api, change, flush, tell: setSending });
      await queries.invalidateQueries({ queryKey: [REQUESTS.path] });
      // Of a revision: what is known about the request tells of the one before.
      for (const { path } of [REQUEST, REQUEST_CHANGES]) queries.removeQueries({ queryKey: [path] });
      announce(t('send.done'));
      await navigate(`/usulan/${requestId}`, { replace: true });
    } catch (error) {
      setFailure(error instanceof Error ? error : new Error(String(error)));
    } finally {
      isUnderWay.current = false;
      setSending(undefined);
    }
  };
  const place = placeOf(failure);
  const refused = place !== undefined && place.valueOf(tried) === place.valueOf(draft) ? place : undefined;
  return { sending, failure, refused, onSend: () => void send() };
}
