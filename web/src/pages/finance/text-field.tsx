import { Input, Label } from '@digdir/designsystemet-react';
import { useEffect, useId } from 'react';
import type { ReactNode } from 'react';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onType: (value: string) => void;
  readonly type?: 'text' | 'date';
  readonly isNumber?: boolean;
  /** What is expected, told below the field and read out as it changes. */
  readonly hint?: ReactNode;
  readonly problem?: string | undefined;
  /** The first field of a form that has just been opened by a button takes the focus from it. */
  readonly takesFocus?: boolean;
}

/** A labelled field with what is expected and what is wrong below it. */
export function TextField({ label, value, onType, type = 'text', isNumber = false, ...field }: TextFieldProps) {
  const { hint, problem, takesFocus = false } = field;
  const id = useId();
  useEffect(() => {
    if (takesFocus) document.getElementById(id)?.focus();
  }, [takesFocus, id]);
  return (
    <div className="text-field">
      <Label htmlFor={id}>{label}</Label>
      <Input
        id={id}
        type={type}
        value={value}
        autoComplete="off"
        inputMode={isNumber ? 'numeric' : undefined}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-hint ${id}-problem`}
        onChange={({ currentTarget }) => onType(currentTarget.value)}
      />
      <div id={`${id}-hint`} className="hint" role="status">
        {hint}
      </div>
      <div id={`${id}-problem`} className="problem">
        {problem}
      </div>
    </div>
  );
}
