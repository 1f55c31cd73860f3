import { Choice } from '../../../components/choice.tsx';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { ChoiceCards, TextField } from './field.tsx';
import type { StepProps } from './step-props.ts';
import { FORM_TEXTS } from './texts.ts';

/** What is asked for: a name, the group at BPJS TK, programmes and months. */
export function StepProgram({ draft, options, setHeader, errorOf, wasOf }: StepProps) {
  const t = useTexts(FORM_TEXTS);
  const { title, wadahId, programmes } = draft.header;
  const choose = (value: string, isChosen: boolean): void => {
    const chosen = options.programmes.filter((one) => (one === value ? isChosen : programmes.includes(one)));
    setHeader({ programmes: chosen });
  };
  return (
    <>
      <TextField
        id="title"
        label={t('field.title')}
        hint={t('field.title.hint')}
        error={errorOf('title')}
        was={wasOf('title')}
        maxLength={200}
        value={title}
        onChange={(value) => setHeader({ title: value })}
      />
      <ChoiceCards
        id="wadahId"
        type="radio"
        legend={t('field.wadahId')}
        hint={t('field.wadahId.hint')}
        error={errorOf('wadahId')}
        was={wasOf('wadahId')}
        cards={options.wadah.map((one) => ({ value: one.wadahId, label: one.name, about: one.wadahId }))}
        chosen={[wadahId]}
        onChoose={(value) => setHeader({ wadahId: value })}
      />
      <ChoiceCards
        id="programmes"
        type="checkbox"
        legend={t('field.programmes')}
        error={errorOf('programmes')}
        was={wasOf('programmes')}
        cards={options.programmes.map((one) => ({ value: one, label: one, about: t(`programme.${one}`) }))}
        chosen={programmes}
        onChoose={choose}
      />
      <PeriodFields draft={draft} options={options} setHeader={setHeader} errorOf={errorOf} wasOf={wasOf} />
    </>
  );
}

function PeriodFields({ draft, options, setHeader, errorOf, wasOf }: StepProps) {
  const t = useTexts(FORM_TEXTS);
  const format = useFormat();
  const { firstMonth, months } = draft.header;
  const lengths = options.periods.find((period) => period.firstMonth === firstMonth)?.lengths ?? [];
  const chooseMonth = (value: string): void => {
    const open = options.periods.find((period) => period.firstMonth === value)?.lengths ?? [];
    setHeader({ firstMonth: value, months: open.some((one) => one === months) ? months : (open[0] ?? 0) });
  };
  return (
    <div className="field-row">
      <div className="field" data-wrong={errorOf('firstMonth') !== undefined}>
        <Choice
          id="firstMonth"
          label={t('field.firstMonth')}
          error={errorOf('firstMonth')}
          value={firstMonth}
          options={[
            { value: '', label: t('choose') },
            ...options.periods.map((period) => ({ value: period.firstMonth, label: format.month(period.firstMonth) })),
          ]}
          onChoose={chooseMonth}
        />
        {errorOf('firstMonth') === undefined ? null : (
          <p className="field-error" id="firstMonth-error">
            {errorOf('firstMonth')}
          </p>
        )}
      </div>
      <ChoiceCards
        id="months"
        type="radio"
        legend={t('field.months')}
        hint={
          firstMonth === '' || months === 0
            ? t('field.months.hint')
            : t('field.months.covers', { period: format.period(firstMonth, months) })
        }
        error={errorOf('months')}
        was={wasOf('period')}
        cards={lengths.map((length) => ({ value: String(length), label: t('months', { count: length }) }))}
        chosen={[String(months)]}
        onChoose={(value) => setHeader({ months: Number(value) })}
      />
    </div>
  );
}
