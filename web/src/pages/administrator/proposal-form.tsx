import { Button } from '@digdir/designsystemet-react';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent, ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { CHANGES, PROPOSE } from '../../api/administration.ts';
import type { Wish } from '../../api/administration.ts';
import { Failure } from '../../api/failure.ts';
import { useSubmit } from '../../api/queries.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { useTexts } from '../../i18n/texts.ts';
import { useAnnounce } from '../../shell/announcer.tsx';
import { ADMINISTRATOR_TEXTS } from './texts.ts';

/** What is wrong with each field, by its place in the content: `levels.1.amountFrom`. */
export type Problems = Readonly<Record<string, string | undefined>>;

interface ProposalFormProps {
  /** Found before anything is sent; nothing is called wrong before the person has said that it is finished. */
  readonly problems: Problems;
  /** What is proposed once no problem is left. */
  readonly wish: () => Wish;
  readonly children: (problemAt: (place: string) => string | undefined) => ReactNode;
}

/** A form that proposes a change: what the server finds wrong stands beside its field too. */
export function ProposalForm({ problems, wish, children }: ProposalFormProps) {
  const t = useTexts(ADMINISTRATOR_TEXTS);
  const language = useLanguage();
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const { propose, isSending, failure } = usePropose();
  const refused = failure instanceof Failure ? failure : undefined;
  const place = refused?.field?.replace(/^body\.content\.?/, '');
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [attempts, place]);
  const isClean = Object.values(problems).every((problem) => problem === undefined);
  const problemAt = (at: string) =>
    (attempts > 0 ? problems[at] : undefined) ?? (at === place ? refused?.text?.[language] : undefined);
  // Beside its field, the notice need not name the place as programs do.
  const isBeside = place !== undefined && place in problems;
  const told = isBeside && refused !== undefined ? withoutPlace(refused) : failure;
  const send = (event: FormEvent) => {
    event.preventDefault();
    setAttempts(attempts + 1);
    if (isClean) propose(wish());
  };
  return (
    <form ref={form} className="proposal" noValidate onSubmit={send}>
      {children(problemAt)}
      {told === null ? null : <FailureNotice error={told} />}
      {attempts > 0 && !isClean ? (
        <p className="admin-problem" role="alert">
          {t('propose.incomplete')}
        </p>
      ) : null}
      <div className="proposal-send">
        <Button type="submit" loading={isSending}>
          {t('propose.send')}
        </Button>
        <p className="quiet">{t('propose.second')}</p>
      </div>
    </form>
  );
}

function withoutPlace({ kind, text, cause }: Failure): Failure {
  return new Failure(kind, { ...(text !== undefined && { text }), cause });
}

/** Proposes a change, and leads to where it waits for another administrator. */
export function usePropose() {
  const t = useTexts(ADMINISTRATOR_TEXTS);
  const announce = useAnnounce();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { submit, ...rest } = useSubmit(PROPOSE, async () => {
    announce(t('propose.done'));
    await queries.invalidateQueries({ queryKey: [CHANGES.path] });
    await navigate('/perubahan');
  });
  return { ...rest, propose: (wish: Wish) => submit({ body: wish }) };
}
