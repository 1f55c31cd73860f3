import { Button } from '@digdir/designsystemet-react';
import { Link } from 'react-router';

interface ButtonLinkProps {
  readonly to: string;
  readonly children: string;
  /** The one thing most people come for; the others are quieter. */
  readonly isMain?: boolean;
}

/** Leads to another page and looks like what it begins there. */
export function ButtonLink({ to, children, isMain = false }: ButtonLinkProps) {
  return (
    <Button asChild variant={isMain ? 'primary' : 'secondary'} data-size="sm">
      <Link to={to}>{children}</Link>
    </Button>
  );
}
