import type { Certainty } from '../../../../../domain/tariff/provenance.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { SelectField } from '../fields.tsx';
import { CALENDAR_TEXTS } from './texts.ts';

interface StandingFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: Certainty;
  readonly onChoose: (value: Certainty) => void;
}

/** Whether a day is decided by the source that is named, or only expected. */
export function StandingField({ label, hint, value, onChoose }: StandingFieldProps) {
  const t = useTexts(CALENDAR_TEXTS);
  return (
    <SelectField
      label={label}
      hint={hint}
      value={value === 'certain' ? 'certain' : 'likely'}
      options={[
        { value: 'certain', label: t('standing.certain') },
        { value: 'likely', label: t('standing.likely') },
      ]}
      onChoose={(chosen) => onChoose(chosen === 'certain' ? 'certain' : 'likely')}
    />
  );
}
