import { Button, Paragraph } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState } from 'react';
import { useMe } from '../auth/me.tsx';
import { useSession } from '../auth/session-context.tsx';
import { deleteDrafts } from '../drafts/draft-store.ts';
import { useTexts } from '../i18n/texts.ts';
import { SIGN_OUT_TEXTS } from './sign-out-texts.ts';

interface SignOutQuestionProps {
  /** How many drafts of the person this browser holds. */
  readonly drafts: number;
  readonly onCancel: () => void;
}

/** What shall become of the drafts: whether others use this computer too, only the person knows. */
export function SignOutQuestion({ drafts, onCancel }: SignOutQuestionProps) {
  const t = useTexts(SIGN_OUT_TEXTS);
  const session = useSession();
  const { personId } = useMe();
  const [hasFailed, setHasFailed] = useState(false);
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  const deleteAndLeave = async (): Promise<void> => {
    await deleteDrafts(personId);
    await session.signOut();
  };
  return (
    <dialog ref={dialog} className="ended" aria-labelledby="sign-out-title" onCancel={onCancel}>
      <h2 id="sign-out-title" className="ds-heading" data-size="xs">
        {t('title')}
      </h2>
      <Paragraph>{t('body', { count: drafts })}</Paragraph>
      <Paragraph>{t('unsent')}</Paragraph>
      <Paragraph role="alert">{hasFailed ? t('failed') : ''}</Paragraph>
      <div className="actions">
        <Button onClick={() => void session.signOut()}>{t('keep')}</Button>
        <Button
          variant="secondary"
          data-color="danger"
          onClick={() => void deleteAndLeave().catch(() => setHasFailed(true))}
        >
          {t('delete')}
        </Button>
        <Button variant="tertiary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </dialog>
  );
}
