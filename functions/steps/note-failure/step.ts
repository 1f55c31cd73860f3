import * as z from 'zod';
import { BrokenError } from '../../../domain/errors.ts';
import { isDead } from '../../../domain/request/lifecycle.ts';
import { changeHead } from '../../adapters/dynamodb/change-head.ts';
import type { Judgement } from '../../adapters/dynamodb/change-head.ts';
import { batchKey, DUE_PARTITION } from '../../adapters/dynamodb/keys.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import { changeRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NoteFailureInput, NoteFailureOutput } from './contract.ts';

export interface NoteFailureDeps {
  readonly table: Table;
  readonly now: () => Date;
}

const STEP = 'note-failure';
const MAX_MESSAGE = 300;
/** A NIK that slipped into an error's message must not reach the trail. */
const LONG_DIGITS = /\d{10,}/g;
const causeSchema = z.object({ errorType: z.string(), errorMessage: z.string() });
const ENDED = { stop: { outcome: 'ended' as const } };

/**
 * The machine's last state before it fails: the error enters the audit trail, and the head becomes due at once, so that
 * repair starts the next attempt or calls the administrator. The status stays what it was.
 */
export async function noteFailure(input: NoteFailureInput, deps: NoteFailureDeps): Promise<NoteFailureOutput> {
  const at = deps.now().toISOString();
  const change = (head: { attempt: number; status: string }) => ({
    change: {
      set: { duePk: DUE_PARTITION, dueBy: at },
      event: {
        type: 'execution-failed',
        at,
        by: STEP,
        data: {
          attempt: head.attempt,
          status: head.status,
          state: input.state,
          error: input.error,
          message: messageOf(input.cause),
        },
      },
    },
  });
  const answer =
    'revisionId' in input
      ? await changeRevision<NoteFailureOutput>(deps.table, {
          revisionId: input.revisionId,
          judge: (head) => (isDead(head.status) || head.status === 'committed' ? ENDED : change(head)),
        })
      : await changeHead<BatchHead, NoteFailureOutput>(deps.table, {
          key: batchKey(input.batchId),
          schema: batchHeadSchema,
          judge: (head): Judgement<NoteFailureOutput> => {
            if (head === null) throw new BrokenError(`no batch ${input.batchId}`);
            return head.status === 'closed' ? ENDED : change(head);
          },
        });
  return answer.changed ? { outcome: 'noted' } : answer.stop;
}

/** A Lambda's cause is JSON with a stack; only its message is kept. */
function messageOf(cause: string | undefined): string {
  return textOf(cause ?? '')
    .replaceAll(LONG_DIGITS, '…')
    .slice(0, MAX_MESSAGE);
}

function textOf(cause: string): string {
  try {
    return causeSchema.parse(JSON.parse(cause)).errorMessage;
  } catch {
    return cause;
  }
}
