import type { Option } from './fields.tsx';
import { TickField } from './fields.tsx';

interface PeopleFieldProps {
  readonly legend: string;
  readonly people: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChoose: (chosen: readonly string[]) => void;
  readonly problem?: string | undefined;
}

/** Several people to tick; those chosen keep the order in which they were. */
export function PeopleField({ legend, people, chosen, onChoose, problem }: PeopleFieldProps) {
  return (
    <fieldset className="admin-group people-field" aria-invalid={problem !== undefined} tabIndex={-1}>
      <legend>{legend}</legend>
      {problem === undefined ? null : <p className="admin-problem">{problem}</p>}
      <div className="ticks">
        {people.map(({ value, label }) => (
          <TickField
            key={value}
            label={label}
            isTicked={chosen.includes(value)}
            onTick={(isTicked) => onChoose(isTicked ? [...chosen, value] : chosen.filter((one) => one !== value))}
          />
        ))}
      </div>
    </fieldset>
  );
}
