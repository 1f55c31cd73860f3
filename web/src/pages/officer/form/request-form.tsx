import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { FORM_OPTIONS } from '../../../api/request-form.ts';
import type { FormOptions } from '../../../api/request-form.ts';
import { useMe } from '../../../auth/me.tsx';
import { EmptyState } from '../../../components/empty-state.tsx';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { PageTitle } from '../../../components/page-title.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useDraft } from '../../../drafts/use-draft.ts';
import type { DraftDesk } from '../../../drafts/use-draft.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { problemsOf } from './field-problems.ts';
import { RevisionNote } from './revision-note.tsx';
import { StepMoney } from './step-money.tsx';
import { StepProgram } from './step-program.tsx';
import { STEPS, useStep } from './steps.ts';
import type { Step } from './steps.ts';
import { FORM_TEXTS } from './texts.ts';
import { useRevision } from './use-revision.ts';
import { useRosterCheck } from './use-roster-check.ts';
import { useSend } from './use-send.ts';
import './form.css';

const loadRoster = () => import('./step-roster.tsx').then(({ StepRoster: step }) => ({ default: step }));
const loadSend = () => import('./step-send.tsx').then(({ StepSend: step }) => ({ default: step }));
const StepRoster = lazy(loadRoster);
const StepSend = lazy(loadSend);

/** A request being written, step by step; everything is kept on this device as it is typed. */
export function RequestForm() {
  const t = useTexts(FORM_TEXTS);
  const navigate = useNavigate();
  const { draftId = '' } = useParams();
  const desk = useDraft(draftId, useMe().personId);
  const { data: options, error, refetch } = useQuery(readOf(useApi(), FORM_OPTIONS, {}));
  const isRevision = desk?.draft.revises !== undefined;
  useEffect(() => {
    // The later steps come once the first is shown, and before the line that is here now may be gone.
    void Promise.all([loadRoster(), loadSend()]).catch(() => undefined);
  }, []);
  return (
    <>
      <PageTitle lead={t('form.lead')}>{isRevision ? t('form.revision') : t('form.title')}</PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {desk === null ? (
        <EmptyState
          title={t('draft.gone')}
          next={t('draft.goneNext')}
          action={<Button onClick={() => void navigate('/usulan-baru')}>{t('draft.begin')}</Button>}
        />
      ) : null}
      {desk === undefined || (options === undefined && error === null) ? <Waiting label={t('form.loading')} /> : null}
      {desk && options !== undefined ? <Steps desk={desk} options={options} /> : null}
    </>
  );
}

function Steps({ desk, options }: { readonly desk: DraftDesk; readonly options: FormOptions }) {
  const t = useTexts(FORM_TEXTS);
  const { draft, change } = desk;
  // What may have arrived is not changed any more until that is known.
  const isLocked = draft.sending !== undefined;
  const { step, go, next, previous } = useStep(isLocked ? 'kirim' : undefined);
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set());
  const heading = useStepFocus(step);
  const changes = useRevision(draft, options);
  const { check, comparison } = useRosterCheck({ roster: draft.roster, earlier: draft.revises?.roster }, options);
  const send = useSend(desk, check);
  const problems = problemsOf(draft, options);
  const props = {
    draft,
    options,
    setHeader: (part: Partial<typeof draft.header>) =>
      change((before) => ({ ...before, header: { ...before.header, ...part } })),
    errorOf: (field: string) => {
      const problem = problems.find((one) => one.field === field);
      return problem !== undefined && tried.has(problem.step) ? t(problem.text) : undefined;
    },
    wasOf: (field: string) => changes.fields.find((one) => one.field === field)?.before,
  };
  const goOn = (to: Step): void => {
    setTried((before) => new Set([...before, step]));
    const first = problems.find((problem) => problem.step === step);
    if (first === undefined) go(to);
    else document.getElementById(first.field)?.focus();
  };
  return (
    <>
      <Trail
        step={step}
        go={go}
        isLocked={isLocked}
        isDone={(one) => !problems.some((problem) => problem.step === one)}
      />
      {draft.revises === undefined ? null : <RevisionNote revises={draft.revises} />}
      <SavingNotice desk={desk} />
      <section className="step" aria-labelledby="step-title">
        <h2 id="step-title" ref={heading} tabIndex={-1}>
          {t(`step.${step}`)}
        </h2>
        {step === 'program' ? <StepProgram {...props} /> : null}
        {step === 'dana' ? <StepMoney {...props} change={change} files={changes.files} /> : null}
        <Suspense fallback={<Waiting label={t('form.loading')} />}>
          {step === 'pekerja' ? (
            <StepRoster draft={draft} check={check} comparison={comparison} change={change} />
          ) : null}
          {step === 'kirim' ? (
            <StepSend
              draft={draft}
              options={options}
              check={check}
              comparison={comparison}
              changes={changes}
              problems={problems}
              go={go}
              {...send}
            />
          ) : null}
        </Suspense>
        <div className="step-actions">
          {next === undefined ? null : <Button onClick={() => goOn(next)}>{t('step.next')}</Button>}
          {previous === undefined || isLocked ? null : (
            <Button variant="secondary" onClick={() => go(previous)}>
              {t('step.previous')}
            </Button>
          )}
          <span className="saved" role="status">
            {t(`saving.${desk.saving}`)}
          </span>
        </div>
      </section>
    </>
  );
}

/** A new step takes the focus, so that the keyboard and the voice go on there. */
function useStepFocus(step: Step) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return heading;
}

interface TrailProps {
  readonly step: Step;
  readonly go: (step: Step) => void;
  readonly isLocked: boolean;
  readonly isDone: (step: Step) => boolean;
}

function Trail({ step, go, isLocked, isDone }: TrailProps) {
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
              <span className="trail-name">{t(`step.${one}`)}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

/** What keeps the draft from being saved, and what to do about it. */
function SavingNotice({ desk: { saving, takeTheirs, keepMine } }: { readonly desk: DraftDesk }) {
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
