import { useEffect, useState } from 'react';

const PATIENCE = 300;

/** Grey lines where the content will stand, after a moment, so that a quick answer does not flicker. */
export function Waiting({ label, lines = 4 }: { readonly label: string; readonly lines?: number }) {
  const [isLong, setIsLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLong(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="waiting" role="status">
      <span className="ds-sr-only">{isLong ? label : ''}</span>
      {isLong ? Array.from({ length: lines }, (_, line) => <div key={line} className="waiting-line" />) : null}
    </div>
  );
}
