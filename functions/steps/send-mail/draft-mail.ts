import { awaitedPersons } from '../../../domain/approval/timers.ts';
import type { LevelState } from '../../../domain/approval/level.ts';
import { BrokenError } from '../../../domain/errors.ts';
import type { BatchId, PersonId, RevisionId } from '../../../domain/identity/ids.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { batchKey, revisionKey } from '../../adapters/dynamodb/keys.ts';
import { openLevels, readLevel } from '../../adapters/dynamodb/level-store.ts';
import { ESCALATION_SEAT, putLink } from '../../adapters/dynamodb/link-store.ts';
import type { PersonStore } from '../../adapters/dynamodb/person-store.ts';
import { findChange } from '../../administration/find-change.ts';
import { batchHeadSchema } from '../../adapters/dynamodb/batch-records.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { BatchHead } from '../../adapters/dynamodb/batch-records.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { readRenewal } from '../../adapters/dynamodb/renewal-store.ts';
import { readItem } from '../../adapters/dynamodb/table.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import {
  confirmationDraft,
  decidedDraft,
  delegationDraft,
  digestDraft,
  escalationDraft,
  reminderDraft,
  requestDraft,
} from '../../mail/approval-drafts.ts';
import type { ApprovalMailFacts } from '../../mail/approval-drafts.ts';
import { absenceAnsweredDraft, absenceSetDraft, changeWaitingDraft } from '../../mail/change-drafts.ts';
import type { MailContent } from '../../mail/mail-content.ts';
import { ADDRESS_CHANGED, batchDraft, outcomeDraft, removedDraft, renewalDraft } from '../../mail/other-drafts.ts';
import type { MailDraft } from '../../mail/render-mail.ts';

/** From so many open items on, a person's reminders become one mail. */
export const DIGEST_FROM = 3;

export interface DraftDeps {
  readonly table: Table;
  readonly configuration: Pick<ConfigurationStore, 'current'>;
  readonly people: Pick<PersonStore, 'person'>;
  readonly randomBytes: (count: number) => Uint8Array;
  readonly now: () => Date;
  readonly publicBaseUrl: string;
}

const SECRET_BYTES = 32;

type DraftRequest = MailContent & { readonly personId: PersonId };

/** What a mail says, from what is stored now; null when it has lost its point (the level is decided without the reader). */
export async function draftMail(mail: DraftRequest, deps: DraftDeps): Promise<MailDraft | null> {
  switch (mail.template) {
    case 'approval-request':
    case 'approval-reminder':
    case 'approval-escalation':
    case 'approval-delegation':
      return draftAsking(mail, deps);
    case 'approval-confirmation':
    case 'approval-decided':
      return draftDecision(mail, deps);
    case 'request-outcome':
      return outcomeDraft(await readRevision(deps.table, mail.data.revisionId), deps.publicBaseUrl);
    case 'workers-removed':
      return removedDraft(await readRevision(deps.table, mail.data.revisionId));
    case 'renewal-proposed': {
      const renewal = await readRenewal(deps.table, mail.data.revisionId);
      return renewal === null ? null : renewalDraft(renewal, deps.publicBaseUrl);
    }
    case 'address-changed':
      return ADDRESS_CHANGED;
    case 'change-waiting':
    case 'absence-answered':
    case 'absence-set':
      return draftChange(mail, deps);
    case 'batch-ready':
    case 'batch-reminder':
    case 'batch-closed':
      return batchDraft(mail.template, await readBatch(deps.table, mail.data.batchId), deps.publicBaseUrl);
  }
}

type Asking = Extract<
  DraftRequest,
  { template: 'approval-request' | 'approval-reminder' | 'approval-escalation' | 'approval-delegation' }
>;

async function draftAsking(mail: Asking, deps: DraftDeps): Promise<MailDraft | null> {
  const facts = await approvalFacts(mail.data, deps);
  const { personId } = mail;
  if (!isAwaited(facts.level, personId, deps.now().toISOString())) return null;
  const url = await newLink({ ...facts, personId }, deps);
  switch (mail.template) {
    case 'approval-request':
      return requestDraft(facts, url);
    case 'approval-reminder':
      return reminderDraft(facts, url);
    case 'approval-escalation':
      return escalationDraft(facts, url);
    case 'approval-delegation':
      return delegationDraft({ ...facts, fromName: await nameOf(mail.data.fromPersonId, deps) }, url);
  }
}

/**
 * One mail about everything that waits for a person, in place of a reminder; null when too little does. The list of open
 * levels lags a little, so each is read itself.
 */
export async function draftDigest(personId: PersonId, deps: DraftDeps): Promise<MailDraft | null> {
  const now = deps.now().toISOString();
  const places = [];
  for await (const level of openLevels(deps.table)) {
    if (isAwaited(level, personId, now)) places.push({ revisionId: level.revisionId, level: level.number });
  }
  if (places.length < DIGEST_FROM) return null;
  const open = (await Promise.all(places.map((place) => approvalFacts(place, deps)))).filter(({ level }) =>
    isAwaited(level, personId, now),
  );
  if (open.length < DIGEST_FROM) return null;
  const entries = open
    .toSorted((a, b) => (a.level.expireAt < b.level.expireAt ? -1 : 1))
    .map(async (facts) => ({ facts, url: await newLink({ ...facts, personId }, deps) }));
  return digestDraft(await Promise.all(entries));
}

function isAwaited(level: LevelState, personId: PersonId, now: string): boolean {
  return awaitedPersons(level).includes(personId) && level.expireAt > now;
}

/** Each mail carries its own secret, which exists here and in the mail only; the table holds its hash. */
async function newLink(
  { head, level, personId }: { head: RevisionHead; level: LevelState; personId: PersonId },
  deps: DraftDeps,
): Promise<string> {
  const secret = Buffer.from(deps.randomBytes(SECRET_BYTES)).toString('base64url');
  const seatId = level.seats.find((seat) => seat.personId === personId)?.seatId ?? ESCALATION_SEAT;
  const createdAt = deps.now().toISOString();
  await putLink(deps.table, secret, { revisionId: head.revisionId, level: level.number, seatId, personId, createdAt });
  return `${deps.publicBaseUrl}/approval/${secret}`;
}

type Decision = Extract<DraftRequest, { template: 'approval-confirmation' | 'approval-decided' }>;

async function draftDecision(mail: Decision, deps: DraftDeps): Promise<MailDraft> {
  const { word, at, decidedBy } = mail.data;
  const facts = await approvalFacts(mail.data, deps);
  const decision = { ...facts, word, at, deciderName: await nameOf(decidedBy, deps) };
  return mail.template === 'approval-confirmation' ? confirmationDraft(decision) : decidedDraft(decision);
}

type OfChange = Extract<DraftRequest, { template: 'change-waiting' | 'absence-answered' | 'absence-set' }>;

/** Null when somebody has answered a waiting change before its mail could be sent. */
async function draftChange(mail: OfChange, deps: DraftDeps): Promise<MailDraft | null> {
  const [change, regency, people] = await Promise.all([
    findChange(deps.table, mail.data.changeId),
    deps.configuration.current('regency'),
    deps.configuration.current('people'),
  ]);
  const names = new Map<string, string>(people.document.map(({ personId, name }) => [personId, name]));
  const nameOf = (personId: string): string => names.get(personId) ?? personId;
  const facts = { change, nameOf, utcOffsetMinutes: regency.document.utcOffsetMinutes };
  if (mail.template === 'absence-answered') return absenceAnsweredDraft(facts);
  if (mail.template === 'absence-set') return absenceSetDraft(facts);
  return change.status === 'pending' ? changeWaitingDraft(facts, deps.publicBaseUrl) : null;
}

async function approvalFacts(
  place: { revisionId: RevisionId; level: number },
  deps: DraftDeps,
): Promise<ApprovalMailFacts> {
  const [head, level, regency] = await Promise.all([
    readRevision(deps.table, place.revisionId),
    readLevel(deps.table, place),
    deps.configuration.current('regency'),
  ]);
  if (level === null) throw new BrokenError(`revision ${place.revisionId} has no level ${place.level}`);
  return { head, level, utcOffsetMinutes: regency.document.utcOffsetMinutes };
}

async function nameOf(personId: PersonId, deps: DraftDeps): Promise<string> {
  return (await deps.people.person(personId))?.name ?? personId;
}

async function readRevision(table: Table, revisionId: RevisionId): Promise<RevisionHead> {
  const head = await readItem(table, revisionKey(revisionId), revisionHeadSchema);
  if (head === null) throw new BrokenError(`no revision ${revisionId}`);
  return head;
}

async function readBatch(table: Table, batchId: BatchId): Promise<BatchHead> {
  const head = await readItem(table, batchKey(batchId), batchHeadSchema);
  if (head === null) throw new BrokenError(`no batch ${batchId}`);
  return head;
}
