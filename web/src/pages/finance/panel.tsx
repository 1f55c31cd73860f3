import { Heading } from '@digdir/designsystemet-react';
import { useId } from 'react';
import type { ReactNode, Ref } from 'react';

interface PanelProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly className?: string;
  /** To bring the focus here when what stood below has changed. */
  readonly headingRef?: Ref<HTMLHeadingElement>;
}

/** One part of a page under its own heading. */
export function Panel({ title, children, className = '', headingRef }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <Heading ref={headingRef} id={id} level={2} data-size="xs" tabIndex={-1}>
        {title}
      </Heading>
      {children}
    </section>
  );
}
