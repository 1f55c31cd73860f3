import { Input, Label } from '@digdir/designsystemet-react';
import type { ReactNode } from 'react';
import { describedBy } from '../../../components/described-by.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { FORM_TEXTS } from './texts.ts';

interface FrameProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** In a revision: what the field said before, when it says something else now. */
  readonly was?: string | undefined;
  readonly children: ReactNode;
}

/** Marks a field of a revision as changed, with what it said before. */
export function FieldWas({ id, was }: Pick<FrameProps, 'id' | 'was'>) {
  const t = useTexts(FORM_TEXTS);
  if (was === undefined) return null;
  return (
    <p className="field-was" id={`${id}-was`}>
      <mark data-kind="changed">{t('was.changed')}</mark> {t('was.before')}{' '}
      <del>{was === '' ? t('was.empty') : was}</del>
    </p>
  );
}

/** A labelled control with its hint and what is wrong with it. */
function FieldFrame({ id, label, hint, error, was, children }: FrameProps) {
  return (
    <div className="field" data-wrong={error !== undefined}>
      <Label htmlFor={id}>{label}</Label>
      {hint === undefined ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children}
      <FieldWas id={id} was={was} />
      {error === undefined ? null : (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

interface TextFieldProps extends Omit<FrameProps, 'children'> {
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (value: string) => void;
}

export function TextField({ id, label, hint, error, was, value, maxLength, onChange }: TextFieldProps) {
  return (
    <FieldFrame id={id} label={label} hint={hint} error={error} was={was}>
      <Input
        id={id}
        value={value}
        maxLength={maxLength}
        autoComplete="off"
        aria-invalid={error !== undefined}
        {...describedBy(id, { hint, error, was })}
        onChange={({ currentTarget }) => onChange(currentTarget.value)}
      />
    </FieldFrame>
  );
}

interface ChoiceCard {
  readonly value: string;
  readonly label: string;
  readonly about?: ReactNode;
}

interface CardsProps {
  readonly id: string;
  readonly legend: string;
  readonly type: 'radio' | 'checkbox';
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly was?: string | undefined;
  readonly cards: readonly ChoiceCard[];
  readonly chosen: readonly string[];
  readonly onChoose: (value: string, isChosen: boolean) => void;
}

/** Radio buttons or boxes to tick, each a card that a thumb can hit. */
export function ChoiceCards({ id, legend, type, hint, error, was, cards, chosen, onChoose }: CardsProps) {
  return (
    <fieldset
      className="field choice-cards"
      data-wrong={error !== undefined}
      {...describedBy(id, { hint, error, was })}
    >
      <legend>{legend}</legend>
      {hint === undefined ? null : (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className="choice-row">
        {cards.map(({ value, label, about }, index) => (
          <label key={value} className="choice-card">
            <input
              type={type}
              name={id}
              // What the list of problems leads to.
              id={index === 0 ? id : undefined}
              checked={chosen.includes(value)}
              onChange={({ currentTarget }) => onChoose(value, currentTarget.checked)}
            />
            <span>
              <span className="choice-label">{label}</span>
              {about === undefined ? null : <span className="choice-about">{about}</span>}
            </span>
          </label>
        ))}
      </div>
      <FieldWas id={id} was={was} />
      {error === undefined ? null : (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
