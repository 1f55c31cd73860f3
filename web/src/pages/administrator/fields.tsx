import { Input, Label, Select } from '@digdir/designsystemet-react';
import { useId } from 'react';
import type { ReactNode } from 'react';

/** What a control needs, so that its label, hint and problem are read out with it. */
interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby'?: string;
}

interface FrameProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
}

/** A labelled control with what is wrong and what is expected below it. */
function Frame({ label, hint, problem, children }: FrameProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const described = [hint === undefined ? [] : `${id}-hint`, problem === undefined ? [] : `${id}-problem`].flat();
  return (
    <div className="admin-field">
      <Label htmlFor={id}>{label}</Label>
      {children({
        id,
        'aria-invalid': problem !== undefined,
        ...(described.length > 0 && { 'aria-describedby': described.join(' ') }),
      })}
      {problem === undefined ? null : (
        <p id={`${id}-problem`} className="admin-problem">
          {problem}
        </p>
      )}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="admin-hint">
          {hint}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends FrameProps {
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly type?: 'text' | 'date' | 'datetime-local' | 'email' | 'password';
  readonly isNumber?: boolean;
  readonly maxLength?: number;
}

export function TextField({ value, onType, type = 'text', isNumber, maxLength, ...frame }: TextFieldProps) {
  return (
    <Frame {...frame}>
      {(control) => (
        <Input
          {...control}
          type={type}
          value={value}
          autoComplete="off"
          maxLength={maxLength}
          inputMode={isNumber === true ? 'numeric' : undefined}
          onChange={({ currentTarget }) => onType(currentTarget.value)}
        />
      )}
    </Frame>
  );
}

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface SelectFieldProps extends FrameProps {
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChoose: (value: string) => void;
}

export function SelectField({ value, options, onChoose, ...frame }: SelectFieldProps) {
  return (
    <Frame {...frame}>
      {(control) => (
        <Select {...control} value={value} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
          {options.map((option) => (
            <Select.Option key={option.value} value={option.value}>
              {option.label}
            </Select.Option>
          ))}
        </Select>
      )}
    </Frame>
  );
}

interface TickFieldProps {
  readonly label: string;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

export function TickField({ label, isTicked, onTick }: TickFieldProps) {
  return (
    <label className="admin-tick">
      <input type="checkbox" checked={isTicked} onChange={({ currentTarget }) => onTick(currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}
