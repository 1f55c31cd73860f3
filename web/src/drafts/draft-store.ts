import { openDB } from 'idb';
import type { IDBPDatabase } from 'idb';
import { Failure } from '../api/failure.ts';
import { draftSchema } from './draft.ts';
import type { Draft } from './draft.ts';

const DATABASE = 'lindung';
const STORE = 'drafts';
/** Longest that a draft stays on a device which nobody returns to. */
const KEPT_DAYS = 60;
/** What was sent stays for the revision that may follow, and not longer: it holds people's data. */
const SENT_KEPT_DAYS = 7;
const DAY_MS = 86_400_000;

export type Saved = { readonly kind: 'saved'; readonly draft: Draft } | { readonly kind: 'changed-elsewhere' };

let opened: Promise<IDBPDatabase> | undefined;

function database(): Promise<IDBPDatabase> {
  opened ??= openStore().catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Asynchronous from the start: a browser without the store throws at once. */
async function openStore(): Promise<IDBPDatabase> {
  return openDB(DATABASE, 1, {
    upgrade: (db) => void db.createObjectStore(STORE, { keyPath: 'draftId' }),
    // A newer portal in another window wants to change the store: let it.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close();
      opened = undefined;
    },
    terminated: () => {
      opened = undefined;
    },
  });
}

/** @throws Failure `device` when this browser keeps nothing, e.g. because it is full or the window a private one */
async function onDevice<T>(work: (db: IDBPDatabase) => Promise<T>): Promise<T> {
  try {
    return await work(await database());
  } catch (cause) {
    throw new Failure('device', { cause });
  }
}

/** A record that an older portal wrote otherwise is none. */
function read(record: unknown): Draft | undefined {
  return draftSchema.safeParse(record).data;
}

export async function readDraft(draftId: string, personId: string): Promise<Draft | undefined> {
  const draft = read(await onDevice((db) => db.get(STORE, draftId)));
  return draft?.personId === personId ? draft : undefined;
}

/**
 * Takes off the device, whoever wrote it, what was sent a week ago, what nobody has touched for long, and what no portal of
 * this version can open any more: nobody would ever delete it.
 */
export function sweepDrafts(now = Date.now()): Promise<readonly Draft[]> {
  return onDevice((db) => sweep(db, now));
}

async function sweep(db: IDBPDatabase, now: number): Promise<readonly Draft[]> {
  const keys = await db.getAllKeys(STORE);
  const drafts: Draft[] = [];
  for (const key of keys) {
    const draft = read(await db.get(STORE, key));
    if (draft === undefined) await db.delete(STORE, key);
    else drafts.push(draft);
  }
  const isOver = ({ savedAt, sentAs }: Draft): boolean =>
    Date.parse(savedAt) < now - (sentAs === undefined ? KEPT_DAYS : SENT_KEPT_DAYS) * DAY_MS;
  await Promise.all(drafts.filter(isOver).map(({ draftId }) => db.delete(STORE, draftId)));
  return drafts.filter((draft) => !isOver(draft));
}

/** The person's drafts, newest first. */
export async function listDrafts(personId: string): Promise<readonly Draft[]> {
  return (await sweepDrafts())
    .filter((draft) => draft.personId === personId)
    .toSorted((a, b) => (a.savedAt < b.savedAt ? 1 : -1));
}

/** No revision can follow: what was sent as this request is taken off the device. */
export async function forgetSent(requestId: string): Promise<void> {
  const sent = (await sweepDrafts()).filter(({ sentAs }) => sentAs === requestId);
  await Promise.all(sent.map(({ draftId }) => deleteDraft(draftId)));
}

/** Saves the draft unless another window has saved it since this one read it. */
export function saveDraft(draft: Draft): Promise<Saved> {
  return onDevice((db) => save(db, draft));
}

async function save(db: IDBPDatabase, draft: Draft): Promise<Saved> {
  const transaction = db.transaction(STORE, 'readwrite');
  const stored = read(await transaction.store.get(draft.draftId));
  if (stored !== undefined && stored.version !== draft.version) return { kind: 'changed-elsewhere' };
  const saved = { ...draft, version: draft.version + 1, savedAt: new Date().toISOString() };
  await transaction.store.put(saved);
  await transaction.done;
  return { kind: 'saved', draft: saved };
}

/** Takes everything of the person's off the device. */
export async function deleteDrafts(personId: string): Promise<void> {
  const drafts = await listDrafts(personId);
  await Promise.all(drafts.map(({ draftId }) => deleteDraft(draftId)));
}

export function deleteDraft(draftId: string): Promise<void> {
  return onDevice((db) => db.delete(STORE, draftId));
}
