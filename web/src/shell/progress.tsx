import { useIsFetching, useIsMutating } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { loading } from './loading.ts';
import { SHELL_TEXTS } from './texts.ts';

const PATIENCE = 1000;

/** A moving line at the top while anything takes longer than a second. */
export function Progress() {
  const t = useTexts(SHELL_TEXTS);
  const isOpening = useSyncExternalStore(loading.subscribe, loading.isUnderWay);
  const isWorking = useIsFetching() + useIsMutating() > 0 || isOpening;
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(isWorking), isWorking ? PATIENCE : 0);
    return () => clearTimeout(timer);
  }, [isWorking]);
  return isLong ? <div className="progress" role="progressbar" aria-label={t('loading')} /> : null;
}
