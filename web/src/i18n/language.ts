import i18next from 'i18next';
import { useSyncExternalStore } from 'react';

export type Language = 'id' | 'en';

/** The choice on this device; it is no secret and outlives the sign-in. */
const CHOICE = 'lindung.bahasa';

const isLanguage = (text: string | null): text is Language => text === 'id' || text === 'en';

function chosen(): Language | undefined {
  try {
    const stored = window.localStorage.getItem(CHOICE);
    return isLanguage(stored) ? stored : undefined;
  } catch {
    return undefined;
  }
}

/** Starts with the choice made here before, else in Indonesian. */
export async function startLanguage(): Promise<void> {
  await i18next.init({
    lng: chosen() ?? 'id',
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    // React escapes what it shows.
    interpolation: { escapeValue: false },
    resources: {},
  });
  show();
  i18next.on('languageChanged', show);
}

function show(): void {
  document.documentElement.lang = currentLanguage();
}

export const currentLanguage = (): Language => (i18next.language === 'en' ? 'en' : 'id');

/** The person chooses: kept for the next visit, unless this browser keeps nothing. */
export function chooseLanguage(language: Language): void {
  void i18next.changeLanguage(language);
  try {
    window.localStorage.setItem(CHOICE, language);
  } catch {
    // Full, or closed to this site: chosen until the page is left.
  }
}

/** The language in the person's record, unless another was chosen here. */
export function preferLanguage(language: Language): void {
  if (chosen() === undefined && currentLanguage() !== language) void i18next.changeLanguage(language);
}

function subscribe(listener: () => void): () => void {
  i18next.on('languageChanged', listener);
  return () => i18next.off('languageChanged', listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, currentLanguage);
}
