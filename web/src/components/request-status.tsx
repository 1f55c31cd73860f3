import { Tag } from '@digdir/designsystemet-react';
import type { RevisionStatus } from '../../../domain/request/lifecycle.ts';
import type { PaymentStage } from '../api/request-list.ts';
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

interface RequestStatusProps {
  readonly status: RevisionStatus;
  /** How far the payment of a committed one is, where that is known. */
  readonly paymentStage?: PaymentStage | undefined;
}

export function RequestStatus({ status, paymentStage }: RequestStatusProps) {
  const t = useTexts(COMPONENT_TEXTS);
  const text = paymentStage === undefined ? t(`request.${status}`) : t(`payment.${paymentStage}`);
  return <Tag data-color={COLOURS[status]}>{text}</Tag>;
}
