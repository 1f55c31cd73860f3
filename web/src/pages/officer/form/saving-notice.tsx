import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import type { DraftDesk } from '../../../drafts/use-draft.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { FORM_TEXTS } from './texts.ts';

/** What keeps the draft from being saved, and what to do about it. */
export function SavingNotice({ desk: { saving, takeTheirs, keepMine } }: { readonly desk: DraftDesk }) {
  const t = useTexts(FORM_TEXTS);
  if (saving === 'not-kept') {
    return (
      <Alert data-color="warning" role="alert">
        <Paragraph>{t('draft.notKept')}</Paragraph>
      </Alert>
    );
  }
  if (saving !== 'changed-elsewhere') return null;
  return (
    <Alert data-color="warning" role="alert">
      <Paragraph>{t('draft.elsewhere')}</Paragraph>
      <div className="actions notice-action">
        <Button onClick={takeTheirs}>{t('draft.takeTheirs')}</Button>
        <Button variant="secondary" onClick={keepMine}>
          {t('draft.keepMine')}
        </Button>
      </div>
    </Alert>
  );
}
