import { Tag } from '@digdir/designsystemet-react';
import type { RevisionStatus } from '../../../domain/request/lifecycle.ts';
import { useTexts } from '../i18n/texts.ts';
import { COMPONENT_TEXTS } from './texts.ts';

type Colour = 'info' | 'success' | 'warning' | 'danger' | 'neutral';

const COLOURS: Readonly<Record<RevisionStatus, Colour>> = {
  submitted: 'info',
  checking: 'info',
  approving: 'warning',
  approved: 'success',
  recording: 'success',
  committed: 'success',
  refused: 'danger',
  rejected: 'danger',
  returned: 'warning',
  withdrawn: 'neutral',
  expired: 'neutral',
  failed: 'danger',
};

export function RequestStatus({ status }: { readonly status: RevisionStatus }) {
  const t = useTexts(COMPONENT_TEXTS);
  return <Tag data-color={COLOURS[status]}>{t(`request.${status}`)}</Tag>;
}
