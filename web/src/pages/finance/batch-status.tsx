import { Tag } from '@digdir/designsystemet-react';
import type { BatchStatus } from '../../../../domain/batch/lifecycle.ts';
import { useTexts } from '../../i18n/texts.ts';
import { FINANCE_TEXTS } from './texts.ts';

/** Finance acts in these; in the others the machine does, or nobody. */
const WAITING: readonly BatchStatus[] = ['sent', 'answered', 'billed', 'sp2d', 'paid'];

interface BatchStatusTagProps {
  readonly status: BatchStatus;
  readonly needsAdministrator: boolean;
}

export function BatchStatusTag({ status, needsAdministrator }: BatchStatusTagProps) {
  const t = useTexts(FINANCE_TEXTS);
  if (needsAdministrator) return <Tag data-color="danger">{t('status.stopped')}</Tag>;
  const colour = status === 'closed' ? 'success' : WAITING.includes(status) ? 'warning' : 'info';
  return <Tag data-color={colour}>{t(`status.${status}`)}</Tag>;
}
