import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { SHELL_TEXTS } from '../shell/texts.ts';
import type { Session } from './session.ts';

/** Asks the person to sign in again, in a window of its own, while the page behind keeps what was typed. */
export function EndedDialog({ session }: { readonly session: Session }) {
  const isAsking = useSyncExternalStore(session.subscribe, session.state) === 'asking';
  return isAsking ? <Question session={session} /> : null;
}

function Question({ session }: { readonly session: Session }) {
  const t = useTexts(SHELL_TEXTS);
  const [hasFailed, setHasFailed] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const signIn = (): void => {
    setHasFailed(!session.signInAgain());
  };
  return (
    <dialog ref={dialog} className="ended" aria-labelledby="ended-title" onCancel={session.giveUp}>
      <h2 id="ended-title" className="ds-heading" data-size="xs">
        {t('ended.title')}
      </h2>
      <Paragraph>{t('ended.body')}</Paragraph>
      <Paragraph role="alert">{hasFailed ? t('ended.failed') : ''}</Paragraph>
      <div className="actions">
        <Button onClick={signIn}>{t('ended.signIn')}</Button>
        <Button variant="secondary" onClick={session.giveUp}>
          {t('ended.later')}
        </Button>
      </div>
    </dialog>
  );
}
