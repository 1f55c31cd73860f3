import { Button } from '@digdir/designsystemet-react';
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
import type { Draft } from '../../../drafts/draft.ts';
import { useDraft } from '../../../drafts/use-draft.ts';
import type { DraftDesk } from '../../../drafts/use-draft.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { withEdits } from './edits.ts';
import { problemsOf } from './field-problems.ts';
import { wordsOf } from './refusal.ts';
import { RevisionNote } from './revision-note.tsx';
import { SavingNotice } from './saving-notice.tsx';
import { StepProgram } from './step-program.tsx';
import { useStep } from './steps.ts';
import type { Step } from './steps.ts';
import { FORM_TEXTS } from './texts.ts';
import { Trail } from './trail.tsx';
import { useRevision } from './use-revision.ts';
import { useRosterCheck } from './use-roster-check.ts';
import { useSend } from './use-send.ts';
import './form.css';

const loadMoney = () => import('./step-money.tsx').then(({ StepMoney: step }) => ({ default: step }));
const loadRoster = () => import('./roster/step-roster.tsx').then(({ StepRoster: step }) => ({ default: step }));
const loadSend = () => import('./send/step-send.tsx').then(({ StepSend: step }) => ({ default: step }));
const StepMoney = lazy(loadMoney);
const StepRoster = lazy(loadRoster);
const StepSend = lazy(loadSend);

/** A request being written, step by step; everything is kept on this device as it is typed. */
export function RequestForm() {
  const t = useTexts(FORM_TEXTS);
  const navigate = useNavigate();
  const { draftId = '' } = useParams();
  const desk = useDraft(draftId, useMe().personId);
  const { data: options, error, refetch } = useQuery(readOf(useApi(), FORM_OPTIONS, {}));
  const sentAs = desk?.draft.sentAs;
  useEffect(() => {
    // The later steps come once the first is shown, and before the line that is here now may be gone.
    void Promise.all([loadMoney(), loadRoster(), loadSend()]).catch(() => undefined);
  }, []);
  return (
    <>
      <PageTitle lead={t('form.lead')}>{t(`form.${kindOf(desk?.draft)}`)}</PageTitle>
      {error === null ? null : <FailureNotice error={error} onRetry={() => void refetch()} />}
      {desk === null ? (
        <EmptyState
          title={t('draft.gone')}
          next={t('draft.goneNext')}
          action={<Button onClick={() => void navigate('/usulan-baru')}>{t('draft.begin')}</Button>}
        />
      ) : null}
      {desk === undefined || (options === undefined && error === null) ? <Waiting label={t('form.loading')} /> : null}
      {sentAs === undefined ? null : (
        <EmptyState
          title={t('draft.sent')}
          next={t('draft.sentNext')}
          action={<Button onClick={() => void navigate(`/usulan/${sentAs}`)}>{t('draft.open')}</Button>}
        />
      )}
      {desk && sentAs === undefined && options !== undefined ? <Steps desk={desk} options={options} /> : null}
    </>
  );
}

function kindOf(draft: Draft | null | undefined) {
  if (draft?.revises !== undefined) return 'revision';
  return draft?.renews === undefined ? 'title' : 'renewal';
}

function Steps({ desk, options }: { readonly desk: DraftDesk; readonly options: FormOptions }) {
  const t = useTexts(FORM_TEXTS);
  const { draft, change } = desk;
  // What may have arrived is not changed any more until that is known.
  const isLocked = draft.sending !== undefined;
  const hasEdits = draft.edits !== undefined;
  const { step, go, next, previous } = useStep(isLocked ? 'kirim' : undefined);
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set());
  const language = useLanguage();
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
      const { refused, failure } = send;
      if (refused?.field === field) return wordsOf(failure, language, t(refused.label)) ?? t('send.refused');
      const problem = problems.find((one) => one.field === field);
      return problem !== undefined && tried.has(problem.step) ? t(problem.text) : undefined;
    },
    wasOf: (field: string) => changes.fields.find((one) => one.field === field)?.before,
  };
  useEffect(() => {
    // What was corrected counts, whether or not it was judged again before the officer went on.
    if (step !== 'pekerja' && hasEdits) change(withEdits);
  }, [step, hasEdits, change]);
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
        <Suspense fallback={<Waiting label={t('form.loading')} />}>
          {step === 'dana' ? <StepMoney {...props} change={change} files={changes.files} /> : null}
          {step === 'pekerja' ? (
            <StepRoster
              draft={draft}
              check={check}
              comparison={comparison}
              refused={props.errorOf('rosterFile')}
              change={change}
            />
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
