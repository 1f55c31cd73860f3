import { Heading } from '@digdir/designsystemet-react';
import { useId } from 'react';
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons that belong to the whole part. */
  readonly actions?: ReactNode;
  /** For a link to this part of the page. */
  readonly anchor?: string;
}

/** A part of a page under its own heading. */
export function Section({ title, children, actions, anchor }: SectionProps) {
  const id = useId();
  return (
    <section className="admin-section" id={anchor} aria-labelledby={id}>
      <div className="section-head">
        <Heading id={id} level={2} data-size="xs">
          {title}
        </Heading>
        {actions === undefined ? null : <div className="actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
