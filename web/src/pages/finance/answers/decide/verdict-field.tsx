import { useId } from 'react';
import { useTexts } from '../../../../i18n/texts.ts';
import type { DecisionFields } from './decisions.ts';
import { DECIDE_TEXTS } from './texts.ts';

interface VerdictFieldProps {
  readonly verdict: DecisionFields['verdict'];
  readonly problem: string | undefined;
  readonly onChoose: (verdict: 'accepted' | 'rejected') => void;
}

/** Accept or reject, each with what follows from it. */
export function VerdictField({ verdict, problem, onChoose }: VerdictFieldProps) {
  const t = useTexts(DECIDE_TEXTS);
  const id = useId();
  return (
    <fieldset className="wide verdicts" data-wrong={problem !== undefined} aria-describedby={`${id}-problem`}>
      <legend>{t('verdict')}</legend>
      {(['accepted', 'rejected'] as const).map((value) => (
        <label key={value} data-verdict={value}>
          <input type="radio" name={id} checked={verdict === value} onChange={() => onChoose(value)} />
          <strong>{t(`verdict.${value}`)}</strong>
          <span className="below">{t(`verdict.${value}About`)}</span>
        </label>
      ))}
      <div id={`${id}-problem`} className="problem">
        {problem}
      </div>
    </fieldset>
  );
}
