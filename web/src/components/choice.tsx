import { Label, Select } from '@digdir/designsystemet-react';
import { useId } from 'react';
import { describedBy } from './described-by.ts';

interface ChoiceProps {
  /** For others to lead to it. */
  readonly id?: string;
  readonly label: string;
  readonly value: string;
  /** What is wrong with it; the caller shows it under `<id>-error`. */
  readonly error?: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChoose: (value: string) => void;
}

/** A labelled list to choose one from: the browser's own, which every phone knows how to show. */
export function Choice({ id: given, label, value, error, options, onChoose }: ChoiceProps) {
  const own = useId();
  const id = given ?? own;
  return (
    <div className="choice">
      <Label htmlFor={id}>{label}</Label>
      <Select
        id={id}
        value={value}
        aria-invalid={error !== undefined}
        {...describedBy(id, { error })}
        onChange={({ currentTarget }) => onChoose(currentTarget.value)}
      >
        {options.map((option) => (
          <Select.Option key={option.value} value={option.value}>
            {option.label}
          </Select.Option>
        ))}
      </Select>
    </div>
  );
}
