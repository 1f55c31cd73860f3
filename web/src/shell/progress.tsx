import { useIsFetching, useIsMutating } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useNavigation } from 'react-router';
import { useTexts } from '../i18n/texts.ts';
import { SHELL_TEXTS } from './texts.ts';

const PATIENCE = 1000;

/** A moving line at the top while anything takes longer than a second. */
export function Progress() {
  const t = useTexts(SHELL_TEXTS);
  const isNavigating = useNavigation().state !== 'idle';
  const isWorking = useIsFetching() + useIsMutating() > 0 || isNavigating;
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(isWorking), isWorking ? PATIENCE : 0);
    return () => clearTimeout(timer);
  }, [isWorking]);
  return isLong ? <div className="progress" role="progressbar" aria-label={t('loading')} /> : null;
}
