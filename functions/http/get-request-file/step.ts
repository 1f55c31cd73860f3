import { RefusedError } from '../../../domain/errors.ts';
import type { Person, RevisionHead, StoredObject } from '../../adapters/dynamodb/records.ts';
import { visibleRevision } from '../../adapters/dynamodb/request-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../../adapters/s3/object-store.ts';
import { refuseWholeNiks } from '../whole-niks.ts';
import type { GetRequestFileOutput, GetRequestFileParams } from './contract.ts';

export interface GetRequestFileDeps {
  readonly table: Table;
  readonly objects: Pick<ObjectStore, 'presignGet'>;
  readonly recordsBucket: string;
}

const EXPIRES_SECONDS = 300;

const OBJECT_OF: Readonly<Record<GetRequestFileParams['name'], (head: RevisionHead) => StoredObject | undefined>> = {
  roster: ({ roster }) => roster,
  sk: ({ papers }) => papers.sk,
  pks: ({ papers }) => papers.pks,
};

/**
 * The sealed file that a request came with.
 * @throws RefusedError not-found for a paper that did not come with it; forbidden for a roster, except to officers
 */
export async function getRequestFile(
  { params, caller }: { params: GetRequestFileParams; caller: Person },
  { table, objects, recordsBucket }: GetRequestFileDeps,
): Promise<GetRequestFileOutput> {
  const head = await visibleRevision(table, params.requestId, caller);
  if (params.name === 'roster') refuseWholeNiks(caller);
  const object = OBJECT_OF[params.name](head);
  if (object === undefined) throw notThere();
  const extension = params.name === 'roster' ? head.roster.format : 'pdf';
  const { url, expiresAt } = await objects.presignGet({
    bucket: recordsBucket,
    key: object.key,
    fileName: `${head.requestId}-${head.number}-${params.name}.${extension}`,
    expiresSeconds: EXPIRES_SECONDS,
  });
  return { url, expiresAt, sha256: object.sha256, bytes: object.bytes };
}

function notThere(): RefusedError {
  return new RefusedError({
    code: 'file-not-there',
    kind: 'not-found',
    text: { id: 'Usulan ini dikirim tanpa berkas itu.', en: 'This request was sent without that file.' },
  });
}
