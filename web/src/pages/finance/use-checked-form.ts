import { useEffect, useRef, useState } from 'react';
import type { FormEvent, RefObject } from 'react';

interface CheckedForm {
  readonly form: RefObject<HTMLFormElement | null>;
  /** For `onSubmit`: goes on only when nothing is wrong, else leads to the first field that is. */
  readonly onSubmit: (event: FormEvent) => void;
  /** Nothing is called wrong before the person has said that it is finished. */
  readonly isTold: boolean;
}

/** A field, or the first button of a group of radio buttons, which cannot be invalid one by one. */
const WRONG = '[aria-invalid="true"], fieldset[data-wrong="true"] input';

/** A form that tells its problems once somebody has tried to send it. */
export function useCheckedForm(isRight: boolean, send: () => void): CheckedForm {
  const form = useRef<HTMLFormElement>(null);
  const [attempts, setAttempts] = useState(0);
  useEffect(() => {
    if (attempts > 0) form.current?.querySelector<HTMLInputElement>(WRONG)?.focus();
  }, [attempts]);
  return {
    form,
    isTold: attempts > 0,
    onSubmit: (event) => {
      event.preventDefault();
      setAttempts(attempts + 1);
      if (isRight) send();
    },
  };
}
