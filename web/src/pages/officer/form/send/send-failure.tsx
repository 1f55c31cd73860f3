import { Alert, Paragraph } from '@digdir/designsystemet-react';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { useLanguage } from '../../../../i18n/language.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { placeOf, wordsOf } from '../refusal.ts';
import { ChangedElsewhereError } from '../send-draft.ts';
import type { Step } from '../steps.ts';
import { FORM_TEXTS } from '../texts.ts';
import { SEND_TEXTS } from './texts.ts';

interface SendFailureProps {
  readonly failure: Error;
  readonly go: (step: Step) => void;
}

/** Why the request was not sent; what the server refuses leads to its place in the form. */
export function SendFailure({ failure, go }: SendFailureProps) {
  const t = useTexts(SEND_TEXTS);
  const form = useTexts(FORM_TEXTS);
  const language = useLanguage();
  const place = placeOf(failure);
  if (failure instanceof ChangedElsewhereError) {
    return (
      <Alert data-color="warning" role="alert">
        <Paragraph>{t('send.elsewhere')}</Paragraph>
      </Alert>
    );
  }
  if (place === undefined) return <FailureNotice error={failure} />;
  const label = form(place.label);
  return (
    <Alert data-color="warning" role="alert">
      <Paragraph>
        <strong>{wordsOf(failure, language, label) ?? form('send.refused')}</strong>
      </Paragraph>
      <button type="button" className="link-button" onClick={() => go(place.step)}>
        {t('send.correct', { field: label })}
      </button>
    </Alert>
  );
}
