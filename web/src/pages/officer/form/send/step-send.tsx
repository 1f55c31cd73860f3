import { Alert, Button, Paragraph } from '@digdir/designsystemet-react';
import type { FormOptions } from '../../../../api/request-form.ts';
import type { Draft } from '../../../../drafts/draft.ts';
import { useFormat } from '../../../../format/format.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { headerInWords } from '../header-in-words.ts';
import { Estimate } from './estimate.tsx';
import type { FieldProblem } from '../field-problems.ts';
import { RevisionSummary } from './revision-summary.tsx';
import { SendFailure } from './send-failure.tsx';
import type { Sending } from '../send-draft.ts';
import type { Step } from '../steps.ts';
import { FORM_TEXTS } from '../texts.ts';
import { SEND_TEXTS } from './texts.ts';
import type { RevisionChanges } from '../use-revision.ts';
import type { Comparison, RosterCheck } from '../use-roster-check.ts';

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
  const t = useTexts(SEND_TEXTS);
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
      {draft.sending === undefined || sending !== undefined || failure !== null ? null : (
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
  const t = useTexts(SEND_TEXTS);
  const form = useTexts(FORM_TEXTS);
  return (
    <Alert data-color="warning" role="alert">
      <Paragraph>
        <strong>{t('missing.title2')}</strong>
      </Paragraph>
      <ul className="missing">
        {problems.map(({ step, field, text }) => (
          <li key={`${field}-${text}`}>
            <button type="button" className="link-button" onClick={() => go(step)}>
              {form(text)}
            </button>
          </li>
        ))}
      </ul>
    </Alert>
  );
}

function Progress({ sending: { what, part } }: { readonly sending: Sending }) {
  const t = useTexts(SEND_TEXTS);
  return (
    <div className="checking" role="status">
      <progress aria-label={t('send.progress')} {...(what !== 'request' && { value: part })} />
      <span>{t(`sending.${what}`)}</span>
    </div>
  );
}

function Summary({ draft, options, check }: Pick<StepSendProps, 'draft' | 'options' | 'check'>) {
  const t = useTexts(SEND_TEXTS);
  const form = useTexts(FORM_TEXTS);
  const format = useFormat();
  const words = headerInWords(draft.header, { options, format });
  const found = check.kind === 'found' ? check.found : undefined;
  const rows: readonly (readonly [string, string])[] = [
    [form('field.title'), words.title],
    [form('field.wadahId'), words.wadahId],
    [form('field.programmes'), words.programmes],
    [form('field.period'), words.period],
    [form('field.sourceId'), words.sourceId],
    [form('field.skNumber'), [words.skNumber, draft.papers.sk?.name ?? ''].filter((part) => part !== '').join(' · ')],
    [
      form('field.pksNumber'),
      [words.pksNumber, draft.papers.pks?.name ?? ''].filter((part) => part !== '').join(' · '),
    ],
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
      {found === undefined || found.good === 0 ? null : <Estimate header={draft.header} workers={found.good} />}
    </dl>
  );
}
