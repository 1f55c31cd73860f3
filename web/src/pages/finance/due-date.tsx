import { useState } from 'react';
import { isPaid } from '../../../../domain/batch/lifecycle.ts';
import type { BatchStatus } from '../../../../domain/batch/lifecycle.ts';
import { useMe } from '../../auth/me.tsx';
import { useFormat } from '../../format/format.ts';
import { useTexts } from '../../i18n/texts.ts';
import { daysUntil, todayIn } from '../../format/days.ts';
import { FINANCE_TEXTS } from './texts.ts';

const SOON = 7;

/** The day by which the batch must be paid, and while it is not, how far away that is. */
export function DueDate({ dueDate, status }: { readonly dueDate: string; readonly status: BatchStatus }) {
  const t = useTexts(FINANCE_TEXTS);
  const format = useFormat();
  const { timeZone } = useMe().regency;
  const [today] = useState(() => todayIn(timeZone, new Date()));
  const days = daysUntil(dueDate, today);
  const left =
    days < 0 ? t('due.late', { count: -days }) : days === 0 ? t('due.today') : t('due.left', { count: days });
  return (
    <span>
      {format.date(dueDate)}
      {isPaid(status) ? null : <span className={days <= SOON ? 'below urgent' : 'below'}>{left}</span>}
    </span>
  );
}
