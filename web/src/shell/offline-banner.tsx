import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { useAnnounce } from './announcer.tsx';
import { SHELL_TEXTS } from './texts.ts';

function subscribe(listener: () => void): () => void {
  window.addEventListener('online', listener);
  window.addEventListener('offline', listener);
  return () => {
    window.removeEventListener('online', listener);
    window.removeEventListener('offline', listener);
  };
}

export function OfflineBanner() {
  const t = useTexts(SHELL_TEXTS);
  const announce = useAnnounce();
  const isOnline = useSyncExternalStore(subscribe, () => window.navigator.onLine);
  const wasOnline = useRef(isOnline);
  useEffect(() => {
    if (isOnline && !wasOnline.current) announce(t('online'));
    wasOnline.current = isOnline;
  }, [isOnline, announce, t]);
  return (
    <div className="offline" role="alert" hidden={isOnline}>
      {isOnline ? '' : t('offline')}
    </div>
  );
}
