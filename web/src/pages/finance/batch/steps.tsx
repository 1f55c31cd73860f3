import { batchLifecycle } from '../../../../../domain/batch/lifecycle.ts';
import type { BatchStatus } from '../../../../../domain/batch/lifecycle.ts';
import { statusesOf } from '../../../../../domain/lifecycle.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { BATCH_TEXTS } from './texts.ts';
import { FINANCE_TEXTS } from '../texts.ts';

const STATUSES = statusesOf(batchLifecycle);

/** The way of a batch from opened to closed, with the place where it stands. */
export function Steps({ status }: { readonly status: BatchStatus }) {
  const t = useTexts(BATCH_TEXTS);
  const shared = useTexts(FINANCE_TEXTS);
  const reached = STATUSES.indexOf(status);
  return (
    <ol className="steps" aria-label={t('steps.title')}>
      {STATUSES.map((one, index) => (
        <li
          key={one}
          data-place={index < reached || status === 'closed' ? 'behind' : index === reached ? 'here' : 'ahead'}
          aria-current={one === status ? 'step' : undefined}
        >
          {shared(`status.${one}`)}
          {index < reached ? <span className="ds-sr-only">{t('steps.done')}</span> : null}
        </li>
      ))}
    </ol>
  );
}
