import { useId } from 'react';
import type { ReactNode } from 'react';

interface SectionProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Something to do, which paper has no use for. */
  readonly isForScreen?: boolean;
}

/** A part of the page under a heading of its own. */
export function Section({ title, children, isForScreen = false }: SectionProps) {
  const id = useId();
  return (
    <section className={isForScreen ? 'part screen-only' : 'part'} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
