import { Tag } from '@digdir/designsystemet-react';
import { ANSWER_TEXTS } from '../../../../../domain/payment/answer-texts.ts';
import type { AnswerOutcome } from '../../../../../domain/payment/answer-verdict.ts';
import type { AnswerCounts } from '../../../api/answers.ts';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import type { Language } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { countsOf, kindOf } from './outcome-kinds.ts';
import { ANSWERS_TEXTS } from './texts.ts';

const COLOURS = {
  accepted: 'success',
  rejected: 'danger',
  held: 'warning',
  same: 'neutral',
  'passed-over': 'neutral',
  foreign: 'danger',
} as const;

export function OutcomeTag({ outcome }: { readonly outcome: AnswerOutcome }) {
  const t = useTexts(ANSWERS_TEXTS);
  const kind = kindOf(outcome);
  return <Tag data-color={COLOURS[kind]}>{t(`kind.${kind}`)}</Tag>;
}

/** How many rows of a file had which outcome. */
export function OutcomeList({ counts }: { readonly counts: AnswerCounts }) {
  const t = useTexts(ANSWERS_TEXTS);
  const format = useFormat();
  const language = useLanguage();
  return (
    <ul className="outcomes" aria-label={t('counts.title')}>
      {countsOf(counts).map(({ outcome, count }) => (
        <li key={outcome}>
          <strong>{format.count(count)}</strong>
          <OutcomeTag outcome={outcome} />
          <span>{sentenceOf(outcome, t(`kind.${kindOf(outcome)}`), language)}</span>
        </li>
      ))}
    </ul>
  );
}

/** Nothing where the tag has said it all. */
function sentenceOf(outcome: AnswerOutcome, tag: string, language: Language): string {
  const sentence = ANSWER_TEXTS[outcome][language];
  return sentence === `${tag}.` ? '' : sentence;
}
