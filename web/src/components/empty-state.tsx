import type { ReactNode } from 'react';

interface EmptyStateProps {
  readonly title: string;
  /** What to do about it. */
  readonly next: string;
  readonly action?: ReactNode;
}

/** Stands where a list would be: says why there is nothing and what to do next. */
export function EmptyState({ title, next, action }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <svg className="empty-picture" viewBox="0 0 120 64" aria-hidden="true" focusable="false">
        <path d="M4 40c14-12 28-12 42 0s28 12 42 0 18-9 28-6" />
        <path d="M14 54c12-9 24-9 36 0s24 9 36 0 14-7 22-5" />
        <path d="M60 6v22M60 6l20 18H60z" />
      </svg>
      <p className="empty-title">{title}</p>
      <p>{next}</p>
      {action}
    </div>
  );
}
