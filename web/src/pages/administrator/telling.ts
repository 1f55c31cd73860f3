import type { Names, Places } from '../../api/administration.ts';
import { useFormat } from '../../format/format.ts';
import type { Format } from '../../format/open-format.ts';
import { useLanguage } from '../../i18n/language.ts';
import type { Language } from '../../i18n/language.ts';
import { useTexts } from '../../i18n/texts.ts';
import type { Tell } from '../../i18n/texts.ts';
import { ADMINISTRATOR_TEXTS } from './texts.ts';

/** What turns ids and figures of stored contents into words. */
export interface Telling {
  readonly t: Tell<(typeof ADMINISTRATOR_TEXTS)['id']>;
  readonly format: Format;
  readonly language: Language;
  readonly person: (personId: string) => string;
  readonly office: (officeId: string) => string;
  /** Of a village, a kecamatan or the regency. */
  readonly place: (code: string) => string;
  /** `3 hari`, or `36 jam` when it is no whole number of days. */
  readonly hours: (hours: number) => string;
}

const HOURS_A_DAY = 24;

/** Ids that nothing is known of are told as they are. */
export function useTelling(names: Names, places: Places | undefined): Telling {
  const t = useTexts(ADMINISTRATOR_TEXTS);
  const format = useFormat();
  const language = useLanguage();
  const known = places === undefined ? [] : [places.regency, ...places.kecamatan, ...places.villages];
  return {
    t,
    format,
    language,
    person: (personId) => names[personId] ?? personId,
    office: (officeId) => places?.offices.find((one) => one.officeId === officeId)?.name ?? officeId,
    place: (code) => known.find((one) => one.code === code)?.name ?? code,
    hours: (hours) =>
      hours % HOURS_A_DAY === 0
        ? t('days', { count: hours / HOURS_A_DAY })
        : // Rounded for reading: times of seconds are for trials only.
          t('hours', { count: Math.round(hours * 100) / 100 }),
  };
}
