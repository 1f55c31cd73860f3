import { localDate } from '../../../domain/calendar/local-date.ts';
import { canonicalJson } from '../../../domain/audit/chain.ts';
import { BrokenError, RefusedError } from '../../../domain/errors.ts';
import { crockford, requestIdSchema, revisionIdSchema } from '../../../domain/identity/ids.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import { createHash } from 'node:crypto';
import { sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import { DUE_PARTITION, idempotencyKey, revisionKey } from '../../adapters/dynamodb/keys.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { Person, RequestItem, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { startAttempt } from '../../adapters/dynamodb/start-attempt.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { Executions } from '../../adapters/sfn/executions.ts';
import { parsePart } from '../../runtime/http-handler.ts';
import { checkRequest } from './check-request.ts';
import type { SubmitConfiguration } from './configuration.ts';
import { idempotencyKeySchema } from './contract.ts';
import type { SubmitBody, SubmitOutput } from './contract.ts';
import { sealUploads } from './seal-uploads.ts';
import type { Sealed, SealDeps } from './seal-uploads.ts';
import { idempotencySchema, readRevised, storeRevision } from './store-revision.ts';
import type { IdempotencyItem } from './store-revision.ts';

export interface SubmitDeps extends SealDeps {
  readonly table: Table;
  readonly configuration: () => Promise<SubmitConfiguration>;
  readonly executions: Pick<Executions, 'startExecution'>;
  readonly machineArn: string;
  readonly now: () => Date;
}

export interface SubmitCall {
  readonly body: SubmitBody;
  readonly caller: Person;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** A revision that is stored but not started is repair's after this time. */
const START_WITHIN_MS = 2 * 60_000;
const MAX_SALTS = 5;

/**
 * Takes a request in: the same Idempotency-Key gives the same request for ever, whatever was cut off in between.
 * @throws RefusedError for a body that the configuration does not allow, or the same key with other content
 */
export async function submitRequest(call: SubmitCall, deps: SubmitDeps): Promise<SubmitOutput> {
  const key = parsePart(idempotencyKeySchema, call.headers['idempotency-key'], 'header.Idempotency-Key');
  const contentHash = sha256Hex(canonicalJson(call.body));
  const earlier = await readItem(deps.table, idempotencyKey(call.caller.personId, key), idempotencySchema);
  const stored = earlier ?? (await takeIn(call, { key, contentHash }, deps));
  if (stored.contentHash !== contentHash) throw otherContent();
  return start(stored, deps);
}

async function takeIn(
  { body, caller }: SubmitCall,
  { key, contentHash }: { key: string; contentHash: string },
  deps: SubmitDeps,
): Promise<IdempotencyItem> {
  const officeId = officeOf(caller);
  const configuration = await deps.configuration();
  const now = deps.now();
  checkRequest(body, configuration, localDate(now.toISOString(), configuration.regency.utcOffsetMinutes));
  const revised = body.revises === undefined ? null : await readRevised(deps.table, body.revises, officeId);
  const revisionId = await freeRevisionId(deps.table, `${caller.personId}\n${key}`);
  const sealed = await sealUploads({ body, revisionId, personId: caller.personId }, deps);
  const head = newHead({ body, caller, officeId, revisionId, revised, sealed, versions: configuration.versions, now });
  const other = await storeRevision(deps.table, head, { key, contentHash, revised });
  return other ?? { contentHash, requestId: head.requestId, revisionId, number: head.number };
}

/** Derived from person and key, so that a submit that was cut off seals into the same place when it comes again. */
async function freeRevisionId(table: Table, seed: string): Promise<RevisionId> {
  for (let salt = 0; salt < MAX_SALTS; salt += 1) {
    const digest = createHash('sha256').update(`${seed}\n${salt}`).digest();
    const revisionId = revisionIdSchema.parse(crockford(digest, 8));
    if ((await readItem(table, revisionKey(revisionId), revisionHeadSchema)) === null) return revisionId;
  }
  throw new BrokenError('no free revision id found');
}

function newHead(parts: {
  body: SubmitBody;
  caller: Person;
  officeId: string;
  revisionId: RevisionId;
  revised: RequestItem | null;
  sealed: Sealed;
  versions: SubmitConfiguration['versions'];
  now: Date;
}): RevisionHead {
  const { body, caller, officeId, revisionId, revised, sealed, versions, now } = parts;
  const at = now.toISOString();
  const { title, wadahId, sourceId, programmes, period, skNumber, pksNumber } = body;
  const fresh = createHash('sha256').update(`request ${revisionId}`).digest();
  return {
    revisionId,
    requestId: revised?.requestId ?? requestIdSchema.parse(crockford(fresh, 10)),
    number: (revised?.latestNumber ?? 0) + 1,
    status: 'submitted',
    version: 1,
    attempt: 1,
    officeId,
    officerId: caller.personId,
    header: { title, wadahId, sourceId, programmes, period, skNumber, pksNumber },
    papers: sealed.papers,
    roster: sealed.roster,
    submittedAt: at,
    changedAt: at,
    configuration: versions,
    duePk: DUE_PARTITION,
    dueBy: new Date(now.getTime() + START_WITHIN_MS).toISOString(),
  };
}

async function start({ requestId, revisionId, number }: IdempotencyItem, deps: SubmitDeps): Promise<SubmitOutput> {
  const head = await readItem(deps.table, revisionKey(revisionId), revisionHeadSchema);
  if (head === null) throw new BrokenError(`revision ${revisionId} has no head`);
  if (head.status === 'submitted' && head.attempt === 1) await startAttempt(head, deps);
  return { requestId, revisionId, number, status: head.status };
}

function officeOf(caller: Person): string {
  if (caller.officeId !== undefined) return caller.officeId;
  throw new RefusedError({
    code: 'no-office',
    kind: 'forbidden',
    text: {
      id: 'Akun Anda belum terhubung ke kantor. Hubungi administrator.',
      en: 'Your account belongs to no office. Ask an administrator.',
    },
  });
}

function otherContent(): RefusedError {
  return new RefusedError({
    code: 'idempotency-key-reused',
    kind: 'conflict',
    field: 'header.Idempotency-Key',
    text: {
      id: 'Kunci Idempotency-Key ini sudah dipakai untuk isi yang lain. Gunakan kunci baru.',
      en: 'This Idempotency-Key was used for other content. Use a new key.',
    },
  });
}
