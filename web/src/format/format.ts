import { useMemo } from 'react';
import { useMe } from '../auth/me.tsx';
import { useLanguage } from '../i18n/language.ts';
import { openFormat } from './open-format.ts';
import type { Format } from './open-format.ts';

/** In the language shown and the zone of the regency. */
export function useFormat(): Format {
  const { timeZone } = useMe().regency;
  const language = useLanguage();
  return useMemo(() => openFormat(language, timeZone), [language, timeZone]);
}
