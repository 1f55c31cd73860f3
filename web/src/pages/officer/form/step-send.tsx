import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import { useQuery } from '@tanstack/react-query';
import { programmeSchema } from '../../../../../domain/programme/programme.ts';
import { periodLengthSchema } from '../../../../../domain/period/period.ts';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { PREMIUM } from '../../../api/request-form.ts';
import type { FormOptions } from '../../../api/request-form.ts';
import type { Draft } from '../../../drafts/draft.ts';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { headerInWords } from './header-in-words.ts';
import type { FieldProblem } from './field-problems.ts';
import { RevisionSummary } from './revision-summary.tsx';
import { SendFailure } from './send-failure.tsx';
import type { Sending } from './send-draft.ts';
import type { Step } from './steps.ts';
import { FORM_TEXTS } from './texts.ts';
import type { RevisionChanges } from './use-revision.ts';
import type { Comparison, RosterCheck } from './use-roster-check.ts';

interface StepSendProps {
  readonly draft: Draft;
  readonly options: FormOptions;
  readonly check: RosterCheck;
  readonly comparison: Comparison;
  readonly changes: RevisionChanges;
  readonly problems: readonly FieldProblem[];
  readonly sending: Sending | undefined;
  readonly failure: Error | null;
  readonly onSend: () => void;
  readonly go: (step: Step) => void;
}

/** Everything once more, then the button. */
export function StepSend({ draft, options, check, comparison, changes, ...step }: StepSendProps) {
  const t = useTexts(FORM_TEXTS);
  const { problems, sending, failure, onSend, go } = step;
  const isComplete = problems.length === 0 && check.kind === 'found' && check.found.good > 0;
  const isReady = isComplete || draft.sending !== undefined;
  return (
    <>
      {problems.length === 0 ? null : <Missing problems={problems} go={go} />}
      {draft.revises === undefined ? null : (
        <RevisionSummary revises={draft.revises} changes={changes} comparison={comparison} />
      )}
      <Summary draft={draft} options={options} check={check} />
      {check.kind === 'found' && check.found.bad > 0 ? (
        <Alert data-color="warning">
          <Paragraph>{t('send.badRows', { count: check.found.bad })}</Paragraph>
        </Alert>
      ) : null}
      {check.kind === 'found' && check.found.good > 0 ? null : <p className="notice-line">{t('send.noRows')}</p>}
      {draft.sending === undefined || sending !== undefined ? null : (
        <Alert data-color="info">
          <Paragraph>{t('send.unsettled')}</Paragraph>
        </Alert>
      )}
      {failure === null || sending !== undefined ? null : <SendFailure failure={failure} go={go} />}
      <p className="quiet">{t('send.kept')}</p>
      {sending === undefined ? null : <Progress sending={sending} />}
      <Button className="send" loading={sending !== undefined} disabled={!isReady} onClick={onSend}>
        {draft.sending === undefined ? t('send.send') : t('send.again')}
      </Button>
    </>
  );
}

function Missing({ problems, go }: Pick<StepSendProps, 'problems' | 'go'>) {
  const t = useTexts(FORM_TEXTS);
  return (
    <Alert data-color="warning" role="alert">
      <Paragraph>
        <strong>{t('missing.title2')}</strong>
      </Paragraph>
      <ul className="missing">
        {problems.map(({ step, field, text }) => (
          <li key={`${field}-${text}`}>
            <button type="button" className="link-button" onClick={() => go(step)}>
              {t(text)}
            </button>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Progress({ sending: { what, part } }: { readonly sending: Sending }) {
  const t = useTexts(FORM_TEXTS);
  return (
    <div className="checking" role="status">
      <progress aria-label={t('send.progress')} {...(what !== 'request' && { value: part })} />
      <span>{t(`sending.${what}`)}</span>
    </div>
  );
}

function Summary({ draft, options, check }: Pick<StepSendProps, 'draft' | 'options' | 'check'>) {
  const t = useTexts(FORM_TEXTS);
  const format = useFormat();
  const words = headerInWords(draft.header, { options, format });
  const found = check.kind === 'found' ? check.found : undefined;
  const rows: readonly (readonly [string, string])[] = [
    [t('field.title'), words.title],
    [t('field.wadahId'), words.wadahId],
    [t('field.programmes'), words.programmes],
    [t('field.period'), words.period],
    [t('field.sourceId'), words.sourceId],
    [t('field.skNumber'), [words.skNumber, draft.papers.sk?.name ?? ''].filter((part) => part !== '').join(' · ')],
    [t('field.pksNumber'), [words.pksNumber, draft.papers.pks?.name ?? ''].filter((part) => part !== '').join(' · ')],
    [t('send.workers'), found === undefined ? '' : format.count(found.good)],
  ];
  return (
    <dl className="summary">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value === '' ? <span className="quiet">{t('send.empty')}</span> : value}</dd>
        </div>
      ))}
      {found === undefined || found.good === 0 ? null : <Estimate draft={draft} workers={found.good} />}
    </dl>
  );
}

/** What it would cost if everyone is eligible; the system's own sum follows from its check. */
function Estimate({ draft, workers }: { readonly draft: Draft; readonly workers: number }) {
  const t = useTexts(FORM_TEXTS);
  const format = useFormat();
  const { sourceId, programmes, firstMonth } = draft.header;
  const months = periodLengthSchema.safeParse(draft.header.months);
  const isAsked = sourceId !== '' && firstMonth !== '' && programmes.length > 0 && months.success;
  const query = { sourceId, programmes: programmes.map((one) => programmeSchema.parse(one)).join(','), firstMonth };
  const { data } = useQuery({
    ...readOf(useApi(), PREMIUM, { query: { ...query, months: months.data ?? 1 } }),
    enabled: isAsked,
  });
  if (data === undefined) return null;
  return (
    <div>
      <dt>{t('send.estimate')}</dt>
      <dd>
        <strong>{format.rupiah(data.total * workers)}</strong>
        <span className="below">{t('send.estimateAbout', { one: format.rupiah(data.total) })}</span>
      </dd>
    </div>
  );
}
