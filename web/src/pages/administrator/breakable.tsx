interface BreakableProps {
  readonly children: string;
}

/** A text whose mail addresses break before their @ when the line is too short for them. */
export function Breakable({ children }: BreakableProps) {
  const [first, ...rest] = children.split('@');
  return (
    <>
      {first}
      {rest.map((part, index) => (
        // The parts of one text never change their order.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={index}>
          <wbr />@{part}
        </span>
      ))}
    </>
  );
}
