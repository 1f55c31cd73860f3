import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { CORRECT_FACT } from '../../../api/batches.ts';
import { useSubmit } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { FileField } from '../../../components/file-field.tsx';
import { useTexts } from '../../../i18n/texts.ts';
import { TextField } from '../text-field.tsx';
import { useCheckedForm } from '../use-checked-form.ts';
import { correctionOf, correctionProblems } from './entered-facts-list.ts';
import type { CorrectionFields, EnteredFact } from './entered-facts-list.ts';
import { FACTS_TEXTS } from './texts.ts';
import { usePaper } from './use-paper.ts';

export interface FactFormProps {
  readonly batchId: string;
  readonly fact: EnteredFact;
  readonly onCancel: () => void;
  readonly onDone: () => Promise<void>;
}

/** Puts a fact right that somebody else entered: beside each field stands what it was. A paper may come with it. */
export function CorrectionForm({ batchId, fact, onCancel, onDone }: FactFormProps) {
  const t = useTexts(FACTS_TEXTS);
  const { kind, reference, date = '' } = fact;
  const [fields, setFields] = useState<CorrectionFields>({ reference, date, reason: '' });
  const { submit, isSending, failure } = useSubmit(CORRECT_FACT, onDone);
  const paper = usePaper();
  const hasPaper = paper.file !== undefined;
  const body = correctionOf(fact, fields, hasPaper);
  const problems = correctionProblems(fact, fields, hasPaper);
  const { form, onSubmit, isTold } = useCheckedForm(Object.keys(problems).length === 0, () => {
    if (body === undefined) return;
    paper.bring((scan) => submit({ params: { batchId }, body: scan === undefined ? body : { ...body, paper: scan } }));
  });
  const fieldOf = (name: keyof CorrectionFields, before: string) => {
    const problem = isTold ? problems[name] : undefined;
    return {
      value: fields[name],
      onType: (value: string) => setFields((others) => ({ ...others, [name]: value })),
      problem: problem === undefined ? undefined : t(`problem.${problem}`),
      hint: fields[name].trim() === before ? undefined : <Was value={before} />,
    };
  };
  const error = failure ?? paper.failure;
  return (
    <form ref={form} className="fact-form" noValidate aria-label={t('correct.title')} onSubmit={onSubmit}>
      <TextField
        {...fieldOf('reference', reference)}
        label={t(`reference.${kind}`)}
        isNumber={kind === 'billed'}
        takesFocus
      />
      {kind === 'billed' ? null : <TextField {...fieldOf('date', date)} label={t(`date.${kind}`)} type="date" />}
      <TextField {...fieldOf('reason', fields.reason.trim())} label={t('correct.reason')} />
      <div className="wide">
        <FileField
          id={`correction-paper-${fact.key}`}
          label={t('correct.paper')}
          hint={t('correct.paperHint')}
          accept=".pdf,application/pdf"
          file={paper.file}
          trouble={paper.trouble}
          onFile={paper.take}
          onRemove={paper.remove}
        />
      </div>
      {error === null ? null : <FailureNotice error={error} />}
      <div className="actions fact-send">
        <Button type="submit" loading={isSending || paper.part !== undefined}>
          {t('correct.send')}
        </Button>
        <Button type="button" variant="secondary" onClick={onCancel}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}

function Was({ value }: { readonly value: string }) {
  const t = useTexts(FACTS_TEXTS);
  return (
    <>
      {t('correct.was')} <del>{value}</del>
    </>
  );
}
