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
import { startOrLeave } from '../../adapters/dynamodb/start-attempt.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { Executions } from '../../adapters/sfn/executions.ts';
import { parsePart } from '../../runtime/http-handler.ts';
import { getRenewal } from '../get-renewal/step.ts';
import { checkRequest } from './check-request.ts';
import type { SubmitConfiguration } from './configuration.ts';
import { idempotencyKeySchema } from './contract.ts';
import type { SubmitBody, SubmitOutput } from './contract.ts';
import { checkUploads, sealUploads } from './seal-uploads.ts';
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
  const asked = { key, contentHash: sha256Hex(canonicalJson(call.body)) };
  const stored = (await readEarlier(call, key, deps)) ?? (await takeInOnce(call, asked, deps));
  if (stored.contentHash !== asked.contentHash) throw otherContent();
  return start(stored, deps);
}

interface Asked {
  readonly key: string;
  readonly contentHash: string;
}

function readEarlier({ caller }: SubmitCall, key: string, { table }: SubmitDeps): Promise<IdempotencyItem | null> {
  return readItem(table, idempotencyKey(caller.personId, key), idempotencySchema);
}

/** A refusal may come of the same call having been stored meanwhile: its own revision is then the one that lives. */
async function takeInOnce(call: SubmitCall, asked: Asked, deps: SubmitDeps): Promise<IdempotencyItem> {
  try {
    return await takeIn(call, asked, deps);
  } catch (error) {
    const meanwhile = error instanceof RefusedError ? await readEarlier(call, asked.key, deps) : null;
    if (meanwhile === null) throw error;
    return meanwhile;
  }
}

async function takeIn(call: SubmitCall, asked: Asked, deps: SubmitDeps): Promise<IdempotencyItem> {
  const { body, caller } = call;
  const officeId = officeOf(caller);
  const configuration = await deps.configuration();
  const now = deps.now();
  checkRequest(body, configuration, localDate(now.toISOString(), configuration.regency.utcOffsetMinutes));
  const revised = body.revises === undefined ? null : await readRevised(deps.table, body.revises, officeId);
  if (body.renews !== undefined) await getRenewal({ params: { revisionId: body.renews }, caller }, deps);
  const files = await checkUploads(body, caller.personId, deps);
  const place = await placeOf(call, asked, deps);
  if ('stored' in place) return place.stored;
  const { revisionId } = place;
  const sealed = await sealUploads(files, revisionId, deps);
  const head = newHead({ body, caller, officeId, revisionId, revised, sealed, versions: configuration.versions, now });
  const other = await storeRevision(deps.table, head, { ...asked, revised });
  return other ?? { contentHash: asked.contentHash, requestId: head.requestId, revisionId, number: head.number };
}

/**
 * A free revision id, derived from person, key and content: a submit that was cut off seals into the same place when it
 * comes again, and never finds another content there. A taken id is mostly the same call, stored meanwhile.
 */
async function placeOf(
  call: SubmitCall,
  { key, contentHash }: Asked,
  deps: SubmitDeps,
): Promise<{ readonly revisionId: RevisionId } | { readonly stored: IdempotencyItem }> {
  for (let salt = 0; salt < MAX_SALTS; salt += 1) {
    const seed = `${call.caller.personId}\n${key}\n${contentHash}\n${salt}`;
    const revisionId = revisionIdSchema.parse(crockford(createHash('sha256').update(seed).digest(), 8));
    if ((await readItem(deps.table, revisionKey(revisionId), revisionHeadSchema)) === null) return { revisionId };
    const stored = await readEarlier(call, key, deps);
    if (stored !== null) return { stored };
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
    ...(revised !== null && { previous: revised.latestRevisionId }),
    ...(body.renews !== undefined && { renews: body.renews }),
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
  if (head.status === 'submitted' && head.attempt === 1) await startOrLeave(head, deps);
  return { requestId, revisionId, number, status: head.status };
}

function officeOf(caller: Person): string {
  if (caller.officeId !== undefined) return caller.officeId;
  throw new RefusedError({
    code: 'no-office',
    kind: 'forbidden',
    text: {
      id: 'Akun Anda belum terhubung ke instansi. Hubungi administrator.',
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
