import '../without-eval.ts';
import { RosterRefusedError } from '../../../domain/roster/refusals.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import type { CheckAnswer, CheckOrder } from './messages.ts';
import { runCheck } from './run-check.ts';
import { runComparison } from './run-comparison.ts';

/** The thread in which rosters are checked: one order, then it ends. */
const tell = (answer: CheckAnswer): void => self.postMessage(answer);

async function work(order: CheckOrder): Promise<void> {
  const { earlier, rules } = order;
  const rows: RosterRow[] = [];
  const found = await runCheck(
    order,
    (progress) => tell({ kind: 'progress', progress }),
    earlier === undefined ? undefined : (row) => rows.push(row),
  );
  tell({ kind: 'found', found });
  if (earlier === undefined) return;
  // What was sent stays readable; when it is not, the roster itself is none the worse.
  const changes = await runComparison(earlier, { rows, found, rules }).catch(() => undefined);
  tell({ kind: 'compared', changes });
}

self.addEventListener('message', ({ data }: MessageEvent<CheckOrder>) => {
  void work(data).catch((error: unknown) =>
    tell(error instanceof RosterRefusedError ? { kind: 'refused', text: error.text } : { kind: 'broken' }),
  );
});
