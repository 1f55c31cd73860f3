import { Button } from '@digdir/designsystemet-react';
import { useState } from 'react';
import { ENTER_FACT } from '../../../api/batches.ts';
import { useSubmit } from '../../../api/queries.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { FileField } from '../../../components/file-field.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { comparisonOf, factOf, NO_FIELDS, problemsOf } from './fact-fields.ts';
import type { FactFields, FactKind } from './fact-fields.ts';
import { usePaper } from '../facts/use-paper.ts';
import { TextField } from '../text-field.tsx';
import { ENTERING_TEXTS } from './texts.ts';
import { useCheckedForm } from '../use-checked-form.ts';

interface FactFormProps {
  readonly batchId: string;
  readonly kind: FactKind;
  /** Whole rupiah to which the fact must come. */
  readonly expected: number;
  readonly onEntered: () => Promise<void>;
}

/** The payment fact that comes next, its amount held against the expected one while it is typed, with its paper. */
export function FactForm({ batchId, kind, expected, onEntered }: FactFormProps) {
  const t = useTexts(ENTERING_TEXTS);
  const [fields, setFields] = useState(NO_FIELDS);
  const paper = usePaper();
  const { submit, isSending, failure } = useSubmit(ENTER_FACT, onEntered);
  const problems = problemsOf(kind, fields, expected);
  const { form, onSubmit, isTold } = useCheckedForm(Object.keys(problems).length === 0, () => {
    const fact = factOf(kind, fields);
    paper.bring((scan) => submit({ params: { batchId }, body: scan === undefined ? fact : { ...fact, paper: scan } }));
  });
  const fieldOf = (name: keyof FactFields) => {
    const problem = isTold ? problems[name] : undefined;
    return {
      value: fields[name],
      onType: (value: string) => setFields((before) => ({ ...before, [name]: value })),
      problem: problem === undefined ? undefined : t(`problem.${problem}`),
    };
  };
  const error = failure ?? paper.failure;
  return (
    <form ref={form} className="fact-form" noValidate onSubmit={onSubmit}>
      <TextField
        {...fieldOf('reference')}
        label={t(`fact.${kind}.reference`)}
        isNumber={kind === 'billed'}
        hint={kind === 'billed' ? t('fact.digits', { typed: fields.reference.trim().length }) : undefined}
      />
      {kind === 'billed' ? null : <TextField {...fieldOf('date')} label={t(`fact.${kind}.date`)} type="date" />}
      <TextField
        {...fieldOf('amount')}
        label={t(`fact.${kind}.amount`)}
        isNumber
        hint={<Compared kind={kind} fields={fields} expected={expected} />}
      />
      {kind === 'paid' ? (
        <TextField {...fieldOf('holdUntil')} label={t('fact.holdUntil')} type="date" hint={t('fact.holdUntilHint')} />
      ) : null}
      <div className="wide">
        <FileField
          id="paper"
          label={t(`fact.${kind}.paper`)}
          hint={t('fact.paperHint')}
          accept=".pdf,application/pdf"
          file={paper.file}
          trouble={paper.trouble}
          onFile={paper.take}
          onRemove={paper.remove}
        />
      </div>
      {paper.part === undefined ? null : <Uploading part={paper.part} />}
      {error === null ? null : <FailureNotice error={error} />}
      <div className="fact-send">
        <Button type="submit" loading={isSending || paper.part !== undefined}>
          {t(`fact.${kind}.send`)}
        </Button>
      </div>
    </form>
  );
}

function Uploading({ part }: { readonly part: number }) {
  const t = useTexts(ENTERING_TEXTS);
  return (
    <div className="checking wide" role="status">
      <progress aria-label={t('fact.uploading')} value={part} />
      <span>{t('fact.uploading')}</span>
    </div>
  );
}

interface ComparedProps {
  readonly kind: FactKind;
  readonly fields: FactFields;
  readonly expected: number;
}

function Compared({ kind, fields, expected }: ComparedProps) {
  const t = useTexts(ENTERING_TEXTS);
  const { rupiah } = useFormat();
  const { verdict, difference } = comparisonOf(kind, fields, expected);
  const values = { expected: rupiah(expected), difference: rupiah(difference) };
  return (
    <span className="compared" data-verdict={verdict}>
      {t(`compared.${verdict}`, values)}
    </span>
  );
}
