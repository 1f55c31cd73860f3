import { Button } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState } from 'react';
import { DECIDE_LINES } from '../../../../api/answers.ts';
import type { AnswerRow } from '../../../../api/answers.ts';
import { useSubmit } from '../../../../api/queries.ts';
import { FailureNotice } from '../../../../components/failure-notice.tsx';
import { useTexts } from '../../../../i18n/texts.ts';
import { Panel } from '../../panel.tsx';
import { TextField } from '../../text-field.tsx';
import { useCheckedForm } from '../../use-checked-form.ts';
import { ChosenRows } from './chosen-rows.tsx';
import { decisionProblems, decisionsOf, isOfOne, NO_DECISION, openLinesOf } from './decisions.ts';
import type { DecisionFields } from './decisions.ts';
import { DECIDE_TEXTS } from './texts.ts';
import { VerdictField } from './verdict-field.tsx';

interface DecideFormProps {
  readonly batchId: string;
  readonly rows: readonly AnswerRow[];
  readonly onCancel: () => void;
  /** The decisions are stored under this checksum and about to be applied. */
  readonly onSent: (sha256: string) => void;
}

/** One word and one reason for the rows that were ticked; what it will do stands above the button. */
export function DecideForm({ batchId, rows, onCancel, onSent }: DecideFormProps) {
  const t = useTexts(DECIDE_TEXTS);
  const [fields, setFields] = useState(NO_DECISION);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const { submit, isSending, failure } = useSubmit(DECIDE_LINES, ({ sha256 }) => onSent(sha256));
  const problems = decisionProblems(fields, rows);
  const body = decisionsOf(fields, rows);
  const { form, onSubmit, isTold } = useCheckedForm(Object.keys(problems).length === 0, () => {
    if (body !== undefined) submit({ params: { batchId }, body });
  });
  const problemOf = (name: keyof typeof problems): string | undefined => {
    const problem = isTold ? problems[name] : undefined;
    return problem === undefined ? undefined : t(`problem.${problem}`);
  };
  const fieldOf = (name: 'reason' | 'participant' | 'coverFrom') => ({
    value: fields[name],
    onType: (value: string) => setFields((before) => ({ ...before, [name]: value })),
    problem: name === 'coverFrom' ? undefined : problemOf(name),
  });
  return (
    <Panel title={t('title')} className="decide" headingRef={heading}>
      <p>{t('lead')}</p>
      <form ref={form} className="fact-form" noValidate aria-label={t('title')} onSubmit={onSubmit}>
        <ChosenRows rows={rows} problem={problemOf('rows')} />
        <VerdictField
          verdict={fields.verdict}
          problem={problemOf('verdict')}
          onChoose={(verdict) => setFields((before) => ({ ...before, verdict }))}
        />
        <div className="wide">
          <TextField {...fieldOf('reason')} label={t('reason')} hint={t('reasonHint')} />
        </div>
        {isOfOne(fields, rows) ? (
          <>
            <TextField {...fieldOf('participant')} label={t('participant')} />
            <TextField {...fieldOf('coverFrom')} label={t('coverFrom')} type="date" />
          </>
        ) : null}
        {failure === null ? null : <FailureNotice error={failure} />}
        <div className="actions fact-send">
          <Button type="submit" loading={isSending}>
            <SendLabel verdict={fields.verdict} lines={openLinesOf(rows).length} />
          </Button>
          <Button type="button" variant="secondary" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}

/** Says what a press will do as soon as that is known. */
function SendLabel({ verdict, lines }: { readonly verdict: DecisionFields['verdict']; readonly lines: number }) {
  const t = useTexts(DECIDE_TEXTS);
  return verdict === '' || lines === 0 ? t('send') : t(`send.${verdict}`, { count: lines });
}
