import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../../../api/provider.tsx';
import { readOf } from '../../../api/queries.ts';
import { ALLOCATIONS } from '../../../api/request-form.ts';
import type { Allocation } from '../../../api/request-form.ts';
import { troubleWithPaper } from '../../../components/check-files.ts';
import type { FileTrouble } from '../../../components/check-files.ts';
import { FailureNotice } from '../../../components/failure-notice.tsx';
import { FileField } from '../../../components/file-field.tsx';
import { Waiting } from '../../../components/waiting.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import type { ChangedFile } from '../changes/changed-fields.tsx';
import { ChoiceCards, TextField } from './field.tsx';
import type { ChangeDraft, StepProps } from './step-props.ts';
import { FORM_TEXTS } from './texts.ts';

interface StepMoneyProps extends StepProps {
  readonly change: ChangeDraft;
  /** In a revision: what became of its papers. */
  readonly files: readonly ChangedFile[];
}

/** Who pays, with what is left, and the papers on which the request rests. */
export function StepMoney({ change, files, ...step }: StepMoneyProps) {
  const t = useTexts(FORM_TEXTS);
  const { draft, setHeader, errorOf, wasOf } = step;
  return (
    <>
      <Sources {...step} />
      {(['sk', 'pks'] as const).map((name) => (
        <div className="paper" key={name}>
          <TextField
            id={`${name}Number`}
            label={t(`field.${name}Number`)}
            hint={t(`field.${name}Number.hint`)}
            error={errorOf(`${name}Number`)}
            was={wasOf(`${name}Number`)}
            maxLength={100}
            value={draft.header[`${name}Number`]}
            onChange={(value) => setHeader({ [`${name}Number`]: value })}
          />
          <PaperField name={name} draft={draft} change={change} files={files} errorOf={errorOf} />
        </div>
      ))}
    </>
  );
}

interface PaperFieldProps extends Pick<StepMoneyProps, 'draft' | 'change' | 'files' | 'errorOf'> {
  readonly name: 'sk' | 'pks';
}

function PaperField({ name, draft, change, files, errorOf }: PaperFieldProps) {
  const t = useTexts(FORM_TEXTS);
  const [trouble, setTrouble] = useState<FileTrouble>();
  const set = (file: File | undefined): void =>
    change((before) => ({
      ...before,
      papers: { ...before.papers, [name]: file === undefined ? undefined : { name: file.name, blob: file } },
    }));
  const take = async (file: File): Promise<void> => {
    const found = await troubleWithPaper(file);
    setTrouble(found);
    if (found === undefined) set(file);
  };
  const changed = files.find((one) => one.name === name);
  return (
    <div>
      <FileField
        id={`${name}File`}
        label={t(`field.${name}File`)}
        hint={t('field.paper.hint')}
        accept=".pdf,application/pdf"
        file={draft.papers[name]}
        trouble={trouble}
        refused={errorOf(`${name}File`)}
        onFile={(file) => void take(file)}
        onRemove={() => set(undefined)}
      />
      {changed === undefined ? null : (
        <p className="field-was">
          <mark data-kind={changed.change}>{t('was.changed')}</mark> {t(`was.${changed.change}`)}
        </p>
      )}
    </div>
  );
}

function Sources({ draft, options, setHeader, errorOf, wasOf }: StepProps) {
  const t = useTexts(FORM_TEXTS);
  const { firstMonth, programmes, sourceId } = draft.header;
  const fiscalYear = Number(firstMonth.slice(0, 4));
  const { data, error, refetch } = useQuery({
    ...readOf(useApi(), ALLOCATIONS, { query: { fiscalYear } }),
    enabled: fiscalYear > 0,
  });
  if (fiscalYear === 0) return <p className="notice-line">{t('source.periodFirst')}</p>;
  if (error !== null) return <FailureNotice error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <Waiting label={t('source.loading')} lines={3} />;
  const paying = options.fundingSources.map((source) => ({
    ...source,
    // Each programme is paid from its own allocation: all of them are needed.
    allocations: programmes.map((programme) =>
      data.allocations.find((one) => one.sourceId === source.sourceId && one.programme === programme),
    ),
  }));
  const cards = paying.flatMap(({ sourceId: value, name, allocations }) => {
    const known = allocations.filter((one) => one !== undefined);
    if (known.length < programmes.length) return [];
    return [{ value, label: name, about: <Left allocations={known} /> }];
  });
  if (cards.length === 0) return <p className="notice-line">{t('source.none', { year: String(fiscalYear) })}</p>;
  return (
    <ChoiceCards
      id="sourceId"
      type="radio"
      legend={t('field.sourceId')}
      hint={t('field.sourceId.hint', { year: String(fiscalYear) })}
      error={errorOf('sourceId')}
      was={wasOf('sourceId')}
      cards={cards}
      chosen={[sourceId]}
      onChoose={(value) => setHeader({ sourceId: value })}
    />
  );
}

function Left({ allocations }: { readonly allocations: readonly Allocation[] }) {
  const t = useTexts(FORM_TEXTS);
  const format = useFormat();
  return allocations.map(({ programme, available, allocated }) => (
    <span key={programme} className="left">
      <span className="left-line">
        <span>{programme}</span> <span>{format.rupiah(available)}</span>
      </span>
      <meter min={0} max={Math.max(1, allocated)} value={available} aria-label={t('source.share', { programme })} />
    </span>
  ));
}
