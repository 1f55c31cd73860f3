import type { RevisionStatus } from '../../../domain/request/lifecycle.ts';
import { readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { LoadRevisionInput, LoadRevisionOutput } from './contract.ts';

/** The state that follows each stored status; earlier ones have left their mark and are not repeated. */
const RESUME_AT: Readonly<Record<RevisionStatus, LoadRevisionOutput['resumeAt']>> = {
  submitted: 'parse',
  checking: 'parse',
  approving: 'approve',
  approved: 'recheck',
  recording: 'record',
  committed: 'end',
  refused: 'end',
  rejected: 'end',
  returned: 'end',
  withdrawn: 'end',
  expired: 'end',
  failed: 'end',
};

/** Where this attempt goes on. @throws BrokenError for an unknown revision */
export async function loadRevision(
  input: LoadRevisionInput,
  deps: { readonly table: Table },
): Promise<LoadRevisionOutput> {
  const { status } = await readRevision(deps.table, input.revisionId);
  return { status, resumeAt: RESUME_AT[status] };
}
