import { Heading } from '@digdir/designsystemet-react';
import { useId } from 'react';
import type { ReactNode } from 'react';

interface TopicProps {
  readonly title: string;
  /** A sentence below the heading. */
  readonly lead?: string | undefined;
  /** Buttons that belong to this part alone. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** One part of a page on a sheet of its own, with its heading and its buttons. */
export function Topic({ title, lead, actions, children }: TopicProps) {
  const id = useId();
  return (
    <section className="topic" aria-labelledby={id}>
      <div className="topic-head">
        <div>
          <Heading id={id} level={2} data-size="xs">
            {title}
          </Heading>
          {lead === undefined ? null : <p className="quiet">{lead}</p>}
        </div>
        {actions === undefined ? null : <div className="actions">{actions}</div>}
      </div>
      {children}
    </section>
  );
}
