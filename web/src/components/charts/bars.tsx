import './charts.css';

export interface Bar {
  readonly key: string;
  readonly label: string;
  readonly value: number;
  /** A mark that the bar should reach. */
  readonly goal?: number | undefined;
  /** Stands at the bar's end. */
  readonly text: string;
  /** A second, quieter word below it. */
  readonly below?: string | undefined;
  /** Of what has waited too long, or ends too soon. */
  readonly isUrgent?: boolean;
}

interface BarsProps {
  /** What the picture shows, for those who cannot see it; the table beside it has every number. */
  readonly label: string;
  readonly bars: readonly Bar[];
}

const HEIGHT = 10;
/** As wide as what is not nothing must be to be seen, in parts of a hundred. */
const LEAST = 1.5;

/** Lying bars on one scale, each with its name and number, and a mark where its goal is. */
export function Bars({ label, bars }: BarsProps) {
  const scale = Math.max(1, ...bars.flatMap(({ value, goal }) => [value, goal ?? 0]));
  const share = (value: number): number => (value / scale) * 100;
  return (
    <div className="bars" role="img" aria-label={label}>
      {bars.map(({ key, label: name, value, goal, text, below, isUrgent = false }) => (
        <div key={key} className="bar-row" data-urgent={isUrgent && value > 0}>
          <span className="bar-name">{name}</span>
          <span className="bar-text">
            <strong>{text}</strong>
            {below === undefined ? null : <span className="below">{below}</span>}
          </span>
          <svg className="bar" viewBox={`0 0 100 ${String(HEIGHT)}`} preserveAspectRatio="none" aria-hidden="true">
            <rect className="track" width={goal === undefined ? 100 : share(goal)} height={HEIGHT} />
            <rect className="fill" width={value === 0 ? 0 : Math.max(LEAST, share(value))} height={HEIGHT} />
            {goal === undefined ? null : <Goal at={share(goal)} />}
          </svg>
        </div>
      ))}
    </div>
  );
}

/** A dark line on a light one, to be seen on the bar and beside it. */
function Goal({ at }: { readonly at: number }) {
  const line = { x1: at, x2: at, y1: -2, y2: HEIGHT + 2 };
  return (
    <>
      <line className="goal-ground" {...line} />
      <line className="goal" {...line} />
    </>
  );
}
