import { Component } from 'react';
import type { ComponentType, ReactNode } from 'react';

interface ErrorBoundaryProps {
  readonly instead: ComponentType<{ readonly error: unknown }>;
  readonly children: ReactNode;
}

interface ErrorBoundaryState {
  readonly thrown?: { readonly error: unknown };
}

/** Shows something else in place of what could not be drawn. A new `key` begins anew. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, ErrorBoundaryState> {
  override state: ErrorBoundaryState = {};

  static getDerivedStateFromError(error: unknown): ErrorBoundaryState {
    return { thrown: { error } };
  }

  override render(): ReactNode {
    const { instead: Instead, children } = this.props;
    return this.state.thrown === undefined ? children : <Instead error={this.state.thrown.error} />;
  }
}
