import { EMPTY_CHAIN } from '../../../domain/audit/chain.ts';
import { RefusedError } from '../../../domain/errors.ts';
import { memberListSchema, membershipsOf } from '../../../domain/membership/member-list.ts';
import type { Membership } from '../../../domain/membership/member-list.ts';
import { readJson } from '../s3/json-objects.ts';
import type { ObjectStore } from '../s3/object-store.ts';
import { appendEvent } from './audit-log.ts';
import { changeHead } from './change-head.ts';
import { MEMBER_LIST } from './keys.ts';
import { memberListHeadSchema } from './member-list-records.ts';
import type { MemberListHead } from './member-list-records.ts';
import { readItem } from './table.ts';
import type { Table } from './table.ts';
import { ConditionFailedError, transact } from './transact.ts';
import { putNewItem } from './update.ts';

export function readMemberListHead(table: Table): Promise<MemberListHead | null> {
  return readItem(table, MEMBER_LIST, memberListHeadSchema);
}

/**
 * Puts a list in the place of the one before, in one step with its event. The same list again changes nothing.
 * @throws RefusedError conflict when one of a later day is in force
 */
export async function putMemberList(table: Table, list: Omit<MemberListHead, 'version'>): Promise<MemberListHead> {
  const known = await readMemberListHead(table);
  if (known === null && (await putFirst(table, list))) return { ...list, version: 1 };
  await changeHead<MemberListHead, 'same'>(table, {
    key: MEMBER_LIST,
    schema: memberListHeadSchema,
    judge: (head) => {
      if (head === null) throw new TypeError('the list of members vanished');
      if (head.object.sha256 === list.object.sha256) return { stop: 'same' };
      if (head.asOf > list.asOf) throw olderList(head);
      return { change: { set: { ...list }, event: eventOf(list) } };
    },
  });
  const stored = await readMemberListHead(table);
  if (stored === null) throw new TypeError('the list of members vanished');
  return stored;
}

/** False when another list was first. */
async function putFirst(table: Table, list: Omit<MemberListHead, 'version'>): Promise<boolean> {
  try {
    await transact(table, [
      putNewItem(table, { ...MEMBER_LIST, ...list, version: 1 }),
      ...appendEvent(table, { pk: MEMBER_LIST.pk, head: EMPTY_CHAIN }, eventOf(list)),
    ]);
    return true;
  } catch (error) {
    if (error instanceof ConditionFailedError) return false;
    throw error;
  }
}

const eventOf = ({ asOf, workers, object, loadedAt: at, loadedBy: by }: Omit<MemberListHead, 'version'>) => ({
  type: 'member-list-loaded',
  at,
  by,
  data: { asOf, workers, sha256: object.sha256 },
});

function olderList({ asOf }: MemberListHead): RefusedError {
  return new RefusedError({
    code: 'older-list',
    kind: 'conflict',
    field: 'body.asOf',
    text: {
      id: `Daftar per ${asOf} sudah berlaku; daftar yang lebih lama tidak menggantikannya.`,
      en: `The list as of ${asOf} is in force; an older one does not take its place.`,
    },
  });
}

export type ReadMemberships = (nikHashes: readonly string[]) => Promise<ReadonlyMap<string, Membership>>;

/** Looks workers up in the list in force, which is read once for each version and instance of a function. */
export function openMemberships(
  table: Table,
  { objects, bucket }: { objects: Pick<ObjectStore, 'readVerifiedText'>; bucket: string },
): ReadMemberships {
  let loaded: { sha256: string; members: Promise<ReadonlyMap<string, Membership>> } | undefined;
  return async (nikHashes) => {
    const head = await readMemberListHead(table);
    if (head === null) return new Map();
    const { object } = head;
    if (loaded?.sha256 !== object.sha256) {
      const members = readJson(objects, { bucket, object }, memberListSchema).then(membershipsOf);
      loaded = { sha256: object.sha256, members };
    }
    const members = await loaded.members.catch((error: unknown) => {
      // What could not be read once may be readable the next time.
      loaded = undefined;
      throw error;
    });
    return new Map(
      nikHashes.flatMap((nikHash) => {
        const membership = members.get(nikHash);
        return membership === undefined ? [] : [[nikHash, membership] as const];
      }),
    );
  };
}
