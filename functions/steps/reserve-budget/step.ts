import { BrokenError } from '../../../domain/errors.ts';
import { formatRupiah, rupiah } from '../../../domain/money/money.ts';
import type { Rupiah } from '../../../domain/money/money.ts';
import { fiscalYearOf } from '../../../domain/period/period.ts';
import { programmeSchema } from '../../../domain/programme/programme.ts';
import type { Programme } from '../../../domain/programme/programme.ts';
import { endRevision } from '../../adapters/dynamodb/end-revision.ts';
import { allocationIdFor, journalIdFor, movements, readAllocation } from '../../adapters/dynamodb/ledger.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';
import { changeRevision, readRevision } from '../../adapters/dynamodb/revision-store.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { ReserveBudgetInput, ReserveBudgetOutput } from './contract.ts';

export interface ReserveBudgetDeps {
  readonly table: Table;
  readonly nudgeMail: NudgeMail;
  readonly now: () => Date;
}

const STEP = 'reserve-budget';

/** What a request needs of one allocation, rupiah. */
interface Need {
  readonly allocationId: string;
  readonly programme: Programme;
  readonly amount: Rupiah;
}

type Stop = ReserveBudgetOutput | 'too-little';

/**
 * Moves the whole sum available → reserved on every allocation the request draws on, together with the step to
 * `approving`, or not at all. Too little anywhere ends the revision as `refused`, with the numbers of each account.
 */
export async function reserveBudget(input: ReserveBudgetInput, deps: ReserveBudgetDeps): Promise<ReserveBudgetOutput> {
  const at = deps.now().toISOString();
  const answer = await changeRevision<Stop>(deps.table, {
    revisionId: input.revisionId,
    judge: (head) => {
      if (head.status === 'refused') return { stop: { outcome: 'refused' } };
      if (head.status === 'approving') return { stop: { outcome: 'reserved' } };
      if (head.status !== 'checking') return { stop: { outcome: 'ended' } };
      const needs = needsOf(head);
      const reservation = Object.fromEntries(needs.map(({ allocationId, amount }) => [allocationId, amount]));
      return {
        change: {
          set: { status: 'approving', changedAt: at, reservation },
          event: { type: 'budget-reserved', at, by: STEP, data: { reservation } },
          also: movements(
            deps.table,
            needs.map((need) => reserving(head, need, at)),
          ),
        },
      };
    },
    // An allocation that holds too little or does not exist; the journal entry cannot be there before this step's end.
    onAlsoFailed: () => 'too-little',
  });
  if (answer.changed) return { outcome: 'reserved' };
  return answer.stop === 'too-little' ? refuse(input, deps) : answer.stop;
}

function needsOf(head: RevisionHead): Need[] {
  if (head.summary === undefined) throw new BrokenError(`revision ${head.revisionId} is not summarised`);
  const year = fiscalYearOf(head.header.period.firstMonth);
  return Object.entries(head.summary.byProgramme).map(([name, amount]) => {
    const programme = programmeSchema.parse(name);
    return { allocationId: allocationIdFor(head.header.sourceId, year, programme), programme, amount };
  });
}

const reserving = (head: RevisionHead, need: Need, at: string) => ({
  allocationId: need.allocationId,
  from: 'available' as const,
  to: 'reserved' as const,
  amount: need.amount,
  journalId: journalIdFor(head.revisionId, 'reserve', STEP),
  at,
  by: STEP,
  revisionId: head.revisionId,
});

async function refuse(input: ReserveBudgetInput, deps: ReserveBudgetDeps): Promise<ReserveBudgetOutput> {
  const head = await readRevision(deps.table, input.revisionId);
  const outcome = await shortfall(head, deps.table);
  const ended = await endRevision(deps.table, {
    revisionId: head.revisionId,
    to: 'refused',
    outcome,
    by: STEP,
    now: deps.now(),
  });
  await deps.nudgeMail();
  return { outcome: ended.outcome === 'ended' || ended.status === 'refused' ? 'refused' : 'ended' };
}

async function shortfall(head: RevisionHead, table: Table) {
  const accounts = await Promise.all(
    needsOf(head).map(async ({ allocationId, programme, amount }) => {
      const allocation = await readAllocation(table, allocationId);
      const available = allocation?.available ?? rupiah(0);
      const account = allocation === null ? programme : `${programme} (${allocation.accountCode})`;
      return {
        id: `${account} perlu ${formatRupiah(amount)}, tersedia ${formatRupiah(available)}`,
        en: `${account} needs ${formatRupiah(amount)}, ${formatRupiah(available)} is available`,
      };
    }),
  );
  return {
    code: 'budget-too-small',
    id: `Anggaran ${head.header.sourceId} tidak cukup: ${accounts.map(({ id }) => id).join('; ')}. Kurangi pekerja atau bulan, atau pilih sumber dana lain.`,
    en: `The budget of ${head.header.sourceId} is too small: ${accounts.map(({ en }) => en).join('; ')}. Propose fewer workers or months, or choose another funding source.`,
  };
}
