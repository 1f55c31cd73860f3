import { Button, Input, Label } from '@digdir/designsystemet-react';
import { useId, useState } from 'react';
import { useNavigationType } from 'react-router';
import { useTexts } from '../../../i18n/texts.ts';
import { readAsked } from './asked.ts';
import type { Asked } from './asked.ts';
import { SEARCH_TEXTS } from './texts.ts';

interface FindFieldProps {
  /** What the address asks for. */
  readonly initial: string;
  readonly onFind: (asked: Exclude<Asked, { kind: 'problem' }>) => void;
}

/** The one field of the search. A NIK disappears from it as soon as it has been asked for. */
export function FindField({ initial, onFind }: FindFieldProps) {
  const t = useTexts(SEARCH_TEXTS);
  const id = useId();
  const [typed, setTyped] = useState(initial);
  const [problem, setProblem] = useState<'short' | 'digits'>();
  const isBack = useNavigationType() === 'POP';
  const [before, setBefore] = useState(initial);
  if (before !== initial) {
    setBefore(initial);
    // Only on the way back: what somebody types while an answer comes must stay.
    if (isBack) setTyped(initial);
  }
  const find = (): void => {
    const asked = readAsked(typed);
    setProblem(asked.kind === 'problem' ? asked.problem : undefined);
    if (asked.kind === 'problem') {
      document.getElementById(id)?.focus();
      return;
    }
    if (asked.kind === 'nik') setTyped('');
    onFind(asked);
  };
  return (
    <form
      className="find"
      role="search"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <Label htmlFor={id}>{t('field')}</Label>
      <div className="find-line">
        <Input
          id={id}
          value={typed}
          maxLength={60}
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== undefined}
          aria-describedby={`${id}-hint ${id}-problem`}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <Button type="submit">{t('find')}</Button>
      </div>
      <p id={`${id}-hint`} className="quiet">
        {t('hint')}
      </p>
      <p id={`${id}-problem`} className="problem" role="alert">
        {problem === undefined ? '' : t(`problem.${problem}`)}
      </p>
    </form>
  );
}
