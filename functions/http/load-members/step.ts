import { RefusedError } from '../../../domain/errors.ts';
import type { MemberProblem } from '../../../domain/membership/read-members.ts';
import { putMemberList } from '../../adapters/dynamodb/member-list-store.ts';
import { sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import type { NikHasher } from '../../adapters/secrets/nik-hash.ts';
import { requireOwnUpload } from '../own-upload.ts';
import type { LoadMembersBody, LoadMembersOutput } from './contract.ts';
import { readMemberFile } from './read-member-file.ts';

export interface LoadMembersDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'readObject' | 'putNew'>;
  readonly uploadsBucket: string;
  readonly recordsBucket: string;
  readonly hasher: () => Promise<NikHasher>;
  readonly now: () => Date;
}

interface LoadMembersCall {
  readonly body: LoadMembersBody;
  readonly caller: Pick<Person, 'personId'>;
}

const SHOWN_PROBLEMS = 50;

/**
 * Takes BPJS TK's list of active members: read whole, kept with hashed NIKs only, in force with one write. One wrong row
 * refuses the list, because a worker who is missing in it would be paid for twice.
 * @throws RefusedError for an upload of somebody else, a file that cannot be read, a day in the future or an older list
 */
export async function loadMembers(
  { body: { uploadKey, asOf }, caller }: LoadMembersCall,
  deps: LoadMembersDeps,
): Promise<LoadMembersOutput> {
  requireOwnUpload(uploadKey, { personId: caller.personId, field: 'body.uploadKey' });
  const at = deps.now().toISOString();
  // Everywhere in Indonesia the day is further on than in UTC, never behind.
  if (asOf > new Date(deps.now().getTime() + 9 * 3_600_000).toISOString().slice(0, 10)) throw futureList();
  const hash = await deps.hasher();
  const source = deps.objects.readObject(deps.uploadsBucket, uploadKey);
  const { list, problems } = await readMemberFile(source, { hash, asOf });
  if (problems.length > 0) return refused(problems);
  const content = JSON.stringify(list);
  const key = `members/${sha256Hex(content)}.json`;
  const place = { bucket: deps.recordsBucket, key, contentType: 'application/json' };
  const object = await deps.objects.putNew(place, content);
  const workers = list.members.length;
  const head = { object, asOf, workers, loadedAt: at, loadedBy: caller.personId };
  const { version } = await putMemberList(deps.table, head);
  return { outcome: 'stored', version, asOf, workers };
}

function refused(problems: readonly MemberProblem[]): LoadMembersOutput {
  return { outcome: 'refused', wrongRows: problems.length, problems: problems.slice(0, SHOWN_PROBLEMS) };
}

function futureList(): RefusedError {
  return new RefusedError({
    code: 'future-list',
    field: 'body.asOf',
    text: { id: 'Tanggal daftar belum tiba.', en: 'The day of the list has not come yet.' },
  });
}
