import { Heading } from '@digdir/designsystemet-react';
import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useLocation } from 'react-router';

interface PageTitleProps {
  readonly children: string;
  /** A sentence below the title. */
  readonly lead?: string;
  /** Buttons and links that belong to the whole page. */
  readonly actions?: ReactNode;
}

/** `SG-202701-3-APBD-1` goes to the next line as a whole, and is cut only where even that is too narrow. */
function withWholeNumbers(title: string): ReactNode {
  const parts = title.split(/(\S+-\S+)/);
  return parts.map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      <span key={part} className="whole">
        {part}
      </span>
    ),
  );
}

/** The page's one h1: names the window and takes the focus when the person has come here from another page. */
export function PageTitle({ children, lead, actions }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const isFirstPage = useLocation().key === 'default';
  useEffect(() => {
    document.title = `${children} – Lindung`;
  }, [children]);
  useEffect(() => {
    if (!isFirstPage) heading.current?.focus();
    // Only when the page appears: a changed filter must not move the focus.
    // oxlint-disable-next-line react/exhaustive-deps
  }, []);
  return (
    <div className="page-title">
      <div>
        <Heading ref={heading} level={1} data-size="lg" tabIndex={-1}>
          {withWholeNumbers(children)}
        </Heading>
        {lead === undefined ? null : <p className="page-lead">{lead}</p>}
      </div>
      {actions === undefined ? null : <div className="actions">{actions}</div>}
    </div>
  );
}
