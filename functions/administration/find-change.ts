import { RefusedError } from '../../domain/errors.ts';
import type { Text } from '../../domain/text.ts';
import { changeKey } from '../adapters/dynamodb/keys.ts';
import { readItem } from '../adapters/dynamodb/table.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import { changeSchema } from './change-records.ts';
import type { Change } from './change-records.ts';

/** @throws RefusedError not-found */
export async function findChange(table: Table, changeId: string): Promise<Change> {
  const change = await readItem(table, changeKey(changeId), changeSchema);
  if (change === null) throw changeNotFound();
  return change;
}

export function changeNotFound(): RefusedError {
  const text = { id: 'Perubahan tidak ditemukan.', en: 'There is no such change.' };
  return new RefusedError({ code: 'change-not-found', kind: 'not-found', text });
}

const ENDED: Readonly<Record<Exclude<Change['status'], 'pending'>, Text>> = {
  confirmed: { id: 'Perubahan ini sudah disahkan dan berlaku.', en: 'This change is confirmed and in force.' },
  rejected: {
    id: 'Perubahan ini sudah ditolak. Usulkan lagi bila masih diperlukan.',
    en: 'This change was rejected. Propose it again if it is still needed.',
  },
  withdrawn: {
    id: 'Perubahan ini sudah ditarik oleh pengusulnya. Usulkan lagi bila masih diperlukan.',
    en: 'This change was withdrawn by who proposed it. Propose it again if it is still needed.',
  },
};

/** What was asked needs a change that still waits, and this one has ended. */
export function notPending({ status }: Change): RefusedError {
  if (status === 'pending') throw new TypeError('a pending change has not ended');
  return new RefusedError({ code: `change-${status}`, kind: 'conflict', text: ENDED[status] });
}
