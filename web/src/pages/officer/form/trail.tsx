import { useTexts } from '../../../i18n/texts.ts';
import { STEPS } from './steps.ts';
import type { Step } from './steps.ts';
import { FORM_TEXTS } from './texts.ts';

interface TrailProps {
  readonly step: Step;
  readonly go: (step: Step) => void;
  readonly isLocked: boolean;
  readonly isDone: (step: Step) => boolean;
}

/** The steps, with where the officer is and what is done; each can be gone to. */
export function Trail({ step, go, isLocked, isDone }: TrailProps) {
  const t = useTexts(FORM_TEXTS);
  const here = STEPS.indexOf(step);
  return (
    <nav aria-label={t('form.steps')}>
      <ol className="trail">
        {STEPS.map((one, index) => (
          <li key={one} data-done={index < here && isDone(one)}>
            <button
              type="button"
              aria-current={one === step ? 'step' : undefined}
              disabled={isLocked && one !== step}
              onClick={() => go(one)}
            >
              <span className="trail-number">{index + 1}</span>
              <span className="trail-name">
                {t(`step.${one}`)}
                {index < here && isDone(one) ? <span className="ds-sr-only">, {t('step.done')}</span> : null}
              </span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
