import { BrokenError } from '../../../domain/errors.ts';
import { rupiah, subtractRupiah, sumRupiah, ZERO_RUPIAH } from '../../../domain/money/money.ts';
import type { Rupiah } from '../../../domain/money/money.ts';
import { fiscalYearOf, periodKey } from '../../../domain/period/period.ts';
import { totalOf } from '../../../domain/request/amounts.ts';
import { chunksOf } from '../../adapters/dynamodb/chunk-store.ts';
import { UNBATCHED_LIST } from '../../adapters/dynamodb/keys.ts';
import { allocationIdFor, journalIdFor, movements } from '../../adapters/dynamodb/ledger.ts';
import { outboxMail } from '../../adapters/dynamodb/outbox.ts';
import type { JournalEntry } from '../../adapters/dynamodb/ledger-records.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { changeRevision, readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { CommitPremiumsInput, CommitPremiumsOutput } from './contract.ts';

export interface CommitPremiumsDeps {
  readonly table: Table;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

const STEP = 'commit-premiums';

interface Recorded {
  readonly lines: number;
  readonly removed: number;
  readonly byAllocation: Readonly<Record<string, Rupiah>>;
}

/**
 * Counts the recorded lines, and in one transaction commits what they cost, returns the rest of the reservation and
 * lists the revision for its batch. From here its claims hold for ever.
 * @throws BrokenError when the lines are not all there, or cost more than is reserved
 */
export async function commitPremiums(
  input: CommitPremiumsInput,
  deps: CommitPremiumsDeps,
): Promise<CommitPremiumsOutput> {
  const head = await readRevision(deps.table, input.revisionId);
  if (head.status === 'committed') return { outcome: 'committed' };
  if (head.status !== 'recording') return { outcome: 'ended' };
  const recorded = await addUp(head, deps.table);
  const answer = await changeRevision<CommitPremiumsOutput>(deps.table, {
    revisionId: head.revisionId,
    judge: (now) => {
      if (now.status === 'committed') return { stop: { outcome: 'committed' } };
      if (now.status !== 'recording') return { stop: { outcome: 'ended' } };
      return { change: committing(now, recorded, deps) };
    },
  });
  await deps.nudgeMail();
  return answer.changed ? { outcome: 'committed' } : answer.stop;
}

async function addUp(head: RevisionHead, table: Table): Promise<Recorded> {
  const { programmes, sourceId, period } = head.header;
  const year = fiscalYearOf(period.firstMonth);
  const sums: Record<string, Rupiah> = {};
  let lines = 0;
  let removed = 0;
  for await (const chunk of chunksOf(table, head.revisionId)) {
    for (const line of chunk.lines) {
      if (line.status === 'removed') {
        removed += 1;
        continue;
      }
      lines += 1;
      const amounts = chunk.profiles[line.profile] ?? {};
      for (const programme of programmes) {
        const id = allocationIdFor(sourceId, year, programme);
        sums[id] = sumRupiah([sums[id] ?? ZERO_RUPIAH, totalOf(amounts, programme)]);
      }
    }
  }
  const complete = lines + removed === head.summary?.eligible && removed === head.removal?.workers;
  if (!complete) throw new BrokenError(`revision ${head.revisionId} recorded ${lines} lines and ${removed} removed`);
  return { lines, removed, byAllocation: sums };
}

function committing(head: RevisionHead, recorded: Recorded, { table, now }: CommitPremiumsDeps) {
  const at = now().toISOString();
  const { revisionId, header, officerId } = head;
  const period = periodKey(header.period);
  const moves = Object.entries(head.reservation ?? {}).flatMap(([allocationId, reserved]) =>
    movesOf({ revisionId, allocationId, at }, rupiah(reserved), recorded.byAllocation[allocationId] ?? ZERO_RUPIAH),
  );
  const mail = outboxMail(table, {
    mailId: `${revisionId}-committed-${officerId}`,
    personId: officerId,
    template: 'request-outcome',
    data: { revisionId },
    at,
  });
  const { lines, removed, byAllocation: committed } = recorded;
  return {
    set: {
      status: 'committed',
      changedAt: at,
      committed,
      listPk: UNBATCHED_LIST,
      listSk: [header.wadahId, period, header.sourceId, revisionId].join('#'),
    },
    remove: ['reservation', 'duePk', 'dueBy'],
    event: { type: 'premiums-committed', at, by: STEP, data: { lines, removed, committed } },
    also: [...movements(table, moves), mail],
  };
}

/** What the lines cost is committed, the rest of the reservation goes back. */
function movesOf(
  of: Pick<JournalEntry, 'allocationId' | 'at'> & { revisionId: RevisionHead['revisionId'] },
  reserved: Rupiah,
  used: Rupiah,
): JournalEntry[] {
  const entry = { ...of, from: 'reserved' as const, by: STEP };
  return [
    { ...entry, to: 'committed', amount: used, journalId: journalIdFor(of.revisionId, 'commit', STEP) },
    {
      ...entry,
      to: 'available',
      amount: subtractRupiah(reserved, used),
      journalId: journalIdFor(of.revisionId, 'return', STEP),
    },
  ];
}
