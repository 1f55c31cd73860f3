import type { ReactNode } from 'react';
import type { LevelPolicy } from '../../../../../domain/approval/policy.ts';
import { useTexts } from '../../../i18n/texts.ts';
import type { Telling } from '../telling.ts';
import { POLICY_TEXTS } from './texts.ts';
import { TimeLine } from './time-line.tsx';
import { quorumText, rangeText } from './words.ts';

interface ChainProps {
  readonly levels: readonly LevelPolicy[];
  readonly tell: Telling;
  /** Below the approvers of a level: who would really be asked. */
  readonly more?: (level: LevelPolicy) => ReactNode;
}

/** The way of a request through the levels, step after step; levels of one step are alternatives for other amounts. */
export function Chain({ levels, tell, more }: ChainProps) {
  const steps = [...Map.groupBy(levels, ({ step }) => step)].toSorted(([a], [b]) => a - b);
  return (
    <ol className="chain">
      {steps.map(([step, alternatives]) => (
        <li key={step} className="chain-step">
          {alternatives.map((level) => (
            <Level key={level.id} level={level} tell={tell} more={more?.(level)} />
          ))}
        </li>
      ))}
    </ol>
  );
}

function Level({
  level,
  tell,
  more,
}: {
  readonly level: LevelPolicy;
  readonly tell: Telling;
  readonly more: ReactNode;
}) {
  const t = useTexts(POLICY_TEXTS);
  const { person, language } = tell;
  return (
    <div className="chain-level">
      <p className="chain-title">{level.title[language]}</p>
      <p className="chain-range">{rangeText(level, tell)}</p>
      {more ?? (
        <ul className="chain-people">
          {level.approvers.map((one) => (
            <li key={one}>{person(one)}</li>
          ))}
        </ul>
      )}
      <p className="chain-quorum">
        {t('chain.quorum')} <strong>{quorumText(level, tell)}</strong>
      </p>
      <TimeLine level={level} tell={tell} />
      <p className="below">
        {t(`empty.${level.onEmpty}`)} {t(`proof.${level.proof}`)}
      </p>
      {level.mayDelegateTo === undefined || level.mayDelegateTo.length === 0 ? null : (
        <p className="below">{t('chain.delegates', { names: level.mayDelegateTo.map(person).join(', ') })}</p>
      )}
    </div>
  );
}
