import type { LevelState } from '../../../domain/approval/level.ts';
import type { RevisionId } from '../../../domain/identity/ids.ts';
import type { Text } from '../../../domain/text.ts';
import { endRevision } from '../../adapters/dynamodb/end-revision.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';

type Against = 'rejected' | 'returned' | 'expired';

/** How a level that went against the request ends the revision; null for a level that does not. */
function endOf(level: LevelState): { to: Against; outcome: Text & { code: string } } | null {
  switch (level.status) {
    case 'rejected':
    case 'returned':
      return { to: level.status, outcome: { code: `level-${level.status}`, ...votedText(level, level.status) } };
    case 'expired':
      return { to: 'expired', outcome: { code: 'level-expired', ...expiredText(level) } };
    case 'open':
    case 'approved':
    case 'closed':
      return null;
  }
}

function votedText(level: LevelState, status: 'rejected' | 'returned'): Text {
  const reasons = level.seats
    .flatMap((seat) => (seat.vote === undefined || seat.vote.word === 'approve' ? [] : [seat.vote.reason ?? '']))
    .map((reason) => reason.trim().replace(/\.+$/, ''))
    .filter((reason) => reason !== '')
    .join(' / ');
  if (status === 'returned') {
    return {
      id: `Dikembalikan pada tingkat ${level.title.id}: ${reasons}. Perbaiki daftarnya, lalu kirim sebagai revisi berikutnya.`,
      en: `Returned at the level ${level.title.en}: ${reasons}. Correct the roster and send it as the next revision.`,
    };
  }
  return {
    id: `Ditolak pada tingkat ${level.title.id}: ${reasons}. Anggaran yang dicadangkan sudah dikembalikan; usulan lain dapat diajukan.`,
    en: `Rejected at the level ${level.title.en}: ${reasons}. The reserved budget is given back; another request may be sent.`,
  };
}

function expiredText(level: LevelState): Text {
  return {
    id: `Tidak ada keputusan pada tingkat ${level.title.id} sampai batas waktunya. Anggaran yang dicadangkan sudah dikembalikan; kirim ulang sebagai revisi berikutnya.`,
    en: `No decision came at the level ${level.title.en} in time. The reserved budget is given back; send it again as the next revision.`,
  };
}

/** Ends the revision as its level was decided. Repeating it is harmless. */
export async function endByLevel(
  table: Table,
  ended: { revisionId: RevisionId; level: LevelState; by: string; now: Date },
): Promise<boolean> {
  const end = endOf(ended.level);
  if (end === null) return false;
  await endRevision(table, { revisionId: ended.revisionId, ...end, by: ended.by, now: ended.now });
  return true;
}
