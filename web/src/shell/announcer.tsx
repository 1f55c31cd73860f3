import { createContext, useCallback, useContext, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { SHELL_TEXTS } from './texts.ts';

type Announce = (message: string) => void;

const AnnouncerContext = createContext<Announce | null>(null);
const SHOWN_FOR = 10_000;

interface Message {
  readonly id: number;
  readonly text: string;
}

/** Shows short messages in the corner for ten seconds, and has them read out. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const t = useTexts(SHELL_TEXTS);
  const [messages, setMessages] = useState<readonly Message[]>([]);
  const last = useRef(0);
  const drop = useCallback((id: number) => setMessages((before) => before.filter((one) => one.id !== id)), []);
  const announce = useCallback(
    (text: string) => {
      last.current += 1;
      const id = last.current;
      setMessages((before) => [...before, { id, text }]);
      setTimeout(() => drop(id), SHOWN_FOR);
    },
    [drop],
  );
  return (
    <AnnouncerContext value={announce}>
      {children}
      <div className="messages" role="status" aria-live="polite">
        {messages.map(({ id, text }) => (
          <div key={id} className="message">
            <span>{text}</span>
            <button type="button" aria-label={t('dismiss')} onClick={() => drop(id)}>
              ×
            </button>
          </div>
        ))}
      </div>
    </AnnouncerContext>
  );
}

/** Tells something that has just happened: `announce('Usulan terkirim')`. */
export function useAnnounce(): Announce {
  const announce = useContext(AnnouncerContext);
  if (announce === null) throw new Error('useAnnounce outside of Announcer');
  return announce;
}
