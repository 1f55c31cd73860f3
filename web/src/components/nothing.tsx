/** A dash keeps its column's place where there is nothing; a card leaves it out. */
export const NOTHING = '–';

export function Nothing() {
  return <span className="nothing">{NOTHING}</span>;
}
