import type { BatchId, PersonId, RequestId, RevisionId } from '../../../domain/identity/ids.ts';
import type { Key } from './table.ts';

/** Every key of the product's one table. Nothing else builds a key. */
const padded = (number: number, width: number): string => String(number).padStart(width, '0');

export const personKey = (personId: PersonId): Key => ({ pk: `PERSON#${personId}`, sk: 'HEAD' });
export const accountKey = (subject: string): Key => ({ pk: `ACCOUNT#${subject}`, sk: 'PERSON' });
export const emailKey = (address: string): Key => ({ pk: `EMAIL#${address.toLowerCase()}`, sk: 'PERSON' });

/** The current version of a configuration document points to an immutable one. */
export const configurationKey = (document: string): Key => ({ pk: `CONFIG#${document}`, sk: 'HEAD' });
export const configurationVersionKey = (document: string, version: number): Key => ({
  pk: `CONFIG#${document}`,
  sk: `V#${padded(version, 6)}`,
});

export const requestKey = (requestId: RequestId): Key => ({ pk: `REQUEST#${requestId}`, sk: 'HEAD' });
export const revisionKey = (revisionId: RevisionId): Key => ({ pk: `REVISION#${revisionId}`, sk: 'HEAD' });
export const levelKey = (revisionId: RevisionId, level: number): Key => ({
  pk: `REVISION#${revisionId}`,
  sk: `LEVEL#${padded(level, 2)}`,
});
export const chunkKey = (revisionId: RevisionId, chunk: number): Key => ({
  pk: `REVISION#${revisionId}`,
  sk: `CHUNK#${padded(chunk, 5)}`,
});
export const checkedChunkKey = (revisionId: RevisionId, chunk: number): Key => ({
  pk: `REVISION#${revisionId}`,
  sk: `CHECKED#${padded(chunk, 5)}`,
});
export const recheckedChunkKey = (revisionId: RevisionId, chunk: number): Key => ({
  pk: `REVISION#${revisionId}`,
  sk: `RECHECKED#${padded(chunk, 5)}`,
});
export const idempotencyKey = (personId: PersonId, key: string): Key => ({
  pk: `IDEMPOTENCY#${personId}#${key}`,
  sk: 'REQUEST',
});
export const linkKey = (secretHash: string): Key => ({ pk: `LINK#${secretHash}`, sk: 'LINK' });

/** Partition of all that is kept of a worker. `nikHash`: keyed hash of the NIK. */
export const workerPartition = (nikHash: string): string => `WORKER#${nikHash}`;
/** One item per worker and fiscal year. */
export const workerYearKey = (nikHash: string, year: number): Key => ({
  pk: workerPartition(nikHash),
  sk: `YEAR#${year}`,
});
/** Partition of the exclusion list's audit chain. */
export const EXCLUSION_LIST = 'EXCLUSIONS';
export const exclusionKey = (nikHash: string): Key => ({ pk: workerPartition(nikHash), sk: 'EXCLUSION' });

/** Which list of BPJS TK's members is in force. */
export const MEMBER_LIST: Key = { pk: 'MEMBERS', sk: 'HEAD' };

export const allocationKey = (allocationId: string): Key => ({ pk: `ALLOCATION#${allocationId}`, sk: 'HEAD' });
export const journalKey = (allocationId: string, journalId: string): Key => ({
  pk: `ALLOCATION#${allocationId}`,
  sk: `JOURNAL#${journalId}`,
});

/** What BPJS TK owes the regency of a wadah's allocation: premiums it rejected after they were paid. */
export const creditKey = (wadahId: string, allocationId: string): Key => ({
  pk: `CREDIT#${wadahId}`,
  sk: `ALLOCATION#${allocationId}`,
});

export const batchKey = (batchId: BatchId): Key => ({ pk: `BATCH#${batchId}`, sk: 'HEAD' });
export const batchMemberKey = (batchId: BatchId, revisionId: RevisionId): Key => ({
  pk: `BATCH#${batchId}`,
  sk: `MEMBER#${revisionId}`,
});
/** A follow-up batch's own chunk: lines that an earlier batch of the slot carried over. */
export const carriedChunkKey = (batchId: BatchId, revisionId: RevisionId, chunk: number): Key => ({
  pk: `BATCH#${batchId}`,
  sk: `CARRIED#${revisionId}#${padded(chunk, 5)}`,
});
export const answerKey = (batchId: BatchId, sha256: string): Key => ({
  pk: `BATCH#${batchId}`,
  sk: `ANSWER#${sha256}`,
});
export const answerPreviewKey = (batchId: BatchId, sha256: string): Key => ({
  pk: `BATCH#${batchId}`,
  sk: `PREVIEW#${sha256}`,
});
/** Which batch of a wadah, period and funding source is open, and the last sequence given. */
export const batchSlotKey = (slot: string): Key => ({ pk: `SLOT#${slot}`, sk: 'HEAD' });
export const batchCounterKey = (fiscalYear: number): Key => ({ pk: `COUNTER#BATCH#${fiscalYear}`, sk: 'HEAD' });

/** A proposal to go on paying for the workers of a request. */
export const renewalKey = (revisionId: RevisionId): Key => ({ pk: `RENEWAL#${revisionId}`, sk: 'HEAD' });
export const renewalList = (officeId: string): string => `RENEWALS#${officeId}`;

/** A change that one administrator proposes and another confirms. */
export const changeKey = (changeId: string): Key => ({ pk: `CHANGE#${changeId}`, sk: 'HEAD' });
export const CHANGE_LIST = 'CHANGES';
/** Sorted by their ends, so that what is over need not be read. */
export const DELEGATIONS = 'DELEGATIONS';
export const delegationKey = (until: string, delegationId: string): Key => ({
  pk: DELEGATIONS,
  sk: `UNTIL#${until}#${delegationId}`,
});
export const FREEZES = 'CONFIG#freezes';
export const freezeKey = (until: string, freezeId: string): Key => ({ pk: FREEZES, sk: `UNTIL#${until}#${freezeId}` });
export const pinKey = (personId: PersonId): Key => ({ pk: `PERSON#${personId}`, sk: 'PIN' });
/** That mails to a person's address came back. */
export const mailTroubleKey = (personId: PersonId): Key => ({ pk: `PERSON#${personId}`, sk: 'MAIL-TROUBLE' });
/** When a person last got one mail about everything that is open. */
export const digestKey = (personId: PersonId): Key => ({ pk: `PERSON#${personId}`, sk: 'DIGEST' });

/** The live task token of a waiting state: one per level or batch. */
export const tokenKey = (pk: string, name: string): Key => ({ pk, sk: `TOKEN#${name}` });
export const mailKey = (mailId: string): Key => ({ pk: `MAIL#${mailId}`, sk: 'MAIL' });

/** Sparse index of what repair must look at when it is overdue (`dueBy`, an ISO instant). */
export const DUE_INDEX = 'due';
export const DUE_PARTITION = 'DUE';
/** Index for lists: `listPk` names the list, `listSk` orders it. */
export const LIST_INDEX = 'list';
export const officeList = (officeId: string): string => `REQUESTS#${officeId}`;
export const BATCH_LIST = 'BATCHES';
/** Committed revisions that no batch holds yet. */
export const UNBATCHED_LIST = 'UNBATCHED';
/** Levels that are open now, by their ends. */
export const OPEN_LEVEL_LIST = 'OPEN-LEVELS';
