import '../without-eval.ts';
import { RosterRefusedError } from '../../../domain/roster/refusals.ts';
import type { CheckAnswer, CheckOrder } from './messages.ts';
import { runCheck } from './run-check.ts';

/** The thread in which rosters are checked: one order, then it ends. */
const tell = (answer: CheckAnswer): void => self.postMessage(answer);

self.addEventListener('message', ({ data }: MessageEvent<CheckOrder>) => {
  void runCheck(data, (progress) => tell({ kind: 'progress', progress })).then(
    (found) => tell({ kind: 'found', found }),
    (error: unknown) =>
      tell(error instanceof RosterRefusedError ? { kind: 'refused', text: error.text } : { kind: 'broken' }),
  );
});
