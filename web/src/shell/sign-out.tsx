import { useState } from 'react';
import type { ReactNode } from 'react';
import { useMe } from '../auth/me.tsx';
import { useSession } from '../auth/session-context.tsx';
import { useTexts } from '../i18n/texts.ts';
import { SHELL_TEXTS } from './texts.ts';

/** Signs out at once, unless drafts would stay behind on the device. */
export function SignOut() {
  const t = useTexts(SHELL_TEXTS);
  const session = useSession();
  const { personId, roles } = useMe();
  const [question, setQuestion] = useState<ReactNode>(null);
  const ask = async (): Promise<ReactNode> => {
    if (!roles.includes('officer')) return null;
    const { listDrafts } = await import('../drafts/draft-store.ts');
    const drafts = await listDrafts(personId);
    if (drafts.length === 0) return null;
    const { SignOutQuestion } = await import('./sign-out-question.tsx');
    return <SignOutQuestion drafts={drafts.length} onCancel={() => setQuestion(null)} />;
  };
  const leave = async (): Promise<void> => {
    // Whatever cannot be read holds nobody back.
    const asked = await ask().catch(() => null);
    setQuestion(asked);
    if (asked === null) await session.signOut();
  };
  return (
    <>
      <button className="sign-out" type="button" onClick={() => void leave()}>
        {t('signOut')}
      </button>
      {question}
    </>
  );
}
