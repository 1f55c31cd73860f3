import { moveBatch } from '../../adapters/dynamodb/batch-change.ts';
import { batchMails } from '../../adapters/dynamodb/finance-mails.ts';
import type { FinancePeople } from '../../adapters/dynamodb/finance-mails.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { NotifyFinanceInput, NotifyFinanceOutput } from './contract.ts';

export interface NotifyFinanceDeps {
  readonly table: Table;
  readonly financePeople: FinancePeople;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

/** Hands the checked batch to finance: from here on it waits for people. */
export async function notifyFinance(
  { batchId }: NotifyFinanceInput,
  deps: NotifyFinanceDeps,
): Promise<NotifyFinanceOutput> {
  const now = deps.now();
  const to = await deps.financePeople();
  const status = await moveBatch(deps.table, {
    batchId,
    from: 'checked',
    to: 'sent',
    by: 'notify-finance',
    now,
    change: () => ({
      set: { sentAt: now.toISOString(), remindersSent: 0 },
      also: batchMails(deps.table, { batchId, template: 'batch-ready', turn: 'ready', to, at: now.toISOString() }),
      data: { told: to },
    }),
  });
  await deps.nudgeMail();
  return { status };
}
