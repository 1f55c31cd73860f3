import { Button } from '@digdir/designsystemet-react';
import { useEffect, useRef, useState } from 'react';
import type { FormEvent } from 'react';
import { ENTER_FACT } from '../../api/batches.ts';
import { useSubmit } from '../../api/queries.ts';
import { FailureNotice } from '../../components/failure-notice.tsx';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { comparisonOf, factOf, NO_FIELDS, problemsOf } from './fact-fields.ts';
import type { FactFields, FactKind } from './fact-fields.ts';
import { TextField } from './text-field.tsx';
import { FINANCE_TEXTS } from './texts.ts';

interface FactFormProps {
  readonly batchId: string;
  readonly kind: FactKind;
  /** Whole rupiah to which the fact must come. */
  readonly expected: number;
  readonly onEntered: () => Promise<void>;
}

/** The payment fact that comes next, its amount held against the expected one while it is typed. */
export function FactForm({ batchId, kind, expected, onEntered }: FactFormProps) {
  const t = useTexts(FINANCE_TEXTS);
  const [fields, setFields] = useState(NO_FIELDS);
  const [attempts, setAttempts] = useState(0);
  const form = useRef<HTMLFormElement>(null);
  const { submit, isSending, failure } = useSubmit(ENTER_FACT, onEntered);
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLInputElement>('[aria-invalid="true"]')?.focus();
  }, [attempts]);
  const problems = problemsOf(kind, fields, expected);
  const send = (event: FormEvent) => {
    event.preventDefault();
    setAttempts(attempts + 1);
    if (Object.keys(problems).length === 0) submit({ params: { batchId }, body: factOf(kind, fields) });
  };
  // Nothing is called wrong before the person has said that it is finished.
  const fieldOf = (name: keyof FactFields) => {
    const problem = attempts === 0 ? undefined : problems[name];
    return {
      value: fields[name],
      onType: (value: string) => setFields((before) => ({ ...before, [name]: value })),
      problem: problem === undefined ? undefined : t(`problem.${problem}`),
    };
  };
  return (
    <form ref={form} className="fact-form" noValidate onSubmit={send}>
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
      {failure === null ? null : <FailureNotice error={failure} />}
      <div className="fact-send">
        <Button type="submit" loading={isSending}>
          {t(`fact.${kind}.send`)}
        </Button>
      </div>
    </form>
  );
}

interface ComparedProps {
  readonly kind: FactKind;
  readonly fields: FactFields;
  readonly expected: number;
}

function Compared({ kind, fields, expected }: ComparedProps) {
  const t = useTexts(FINANCE_TEXTS);
  const { rupiah } = useFormat();
  const { verdict, difference } = comparisonOf(kind, fields, expected);
  const values = { expected: rupiah(expected), difference: rupiah(difference) };
  return (
    <span className="compared" data-verdict={verdict}>
      {t(`compared.${verdict}`, values)}
    </span>
  );
}
