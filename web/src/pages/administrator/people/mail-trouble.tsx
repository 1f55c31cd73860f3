import { Alert } from '@digdir/designsystemet-react';
import type { PersonEntry } from '../../../api/administration.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { PEOPLE_TEXTS } from './texts.ts';

/** Mails to the person come back, or are marked as spam: what to do about it. */
export function MailTrouble({ person: { mailTrouble, leftOn } }: { readonly person: PersonEntry }) {
  const t = useTexts(PEOPLE_TEXTS);
  const { date } = useFormat();
  if (mailTrouble === undefined || leftOn !== undefined) return null;
  return <Alert data-color="warning">{t(`trouble.${mailTrouble.kind}.next`, { date: date(mailTrouble.at) })}</Alert>;
}
