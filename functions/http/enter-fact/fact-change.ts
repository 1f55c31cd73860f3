import { BrokenError } from '../../../domain/errors.ts';
import { rupiah } from '../../../domain/money/money.ts';
import { paidSoFar } from '../../../domain/payment/facts.ts';
import type { FactTarget } from '../../../domain/payment/facts.ts';
import { spreadPayment } from '../../../domain/payment/spread.ts';
import type { HeadChange } from '../../adapters/dynamodb/change-head.ts';
import { takeCredit } from '../../adapters/dynamodb/credit-store.ts';
import { batchKey } from '../../adapters/dynamodb/keys.ts';
import { journalIdFor, movements } from '../../adapters/dynamodb/ledger.ts';
import type { BatchHead, Payment } from '../../adapters/dynamodb/batch-records.ts';
import type { JournalEntry, MoneyState } from '../../adapters/dynamodb/ledger-records.ts';
import type { Person, StoredObject } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { FINANCE_TOKEN, tokenDue } from '../../adapters/dynamodb/token-store.ts';
import type { WriteItem } from '../../adapters/dynamodb/transact.ts';
import type { EnterFactBody } from './contract.ts';

export type Credits = Omit<NonNullable<BatchHead['credits']>, 'moved'>;
type Body<Kind extends EnterFactBody['kind']> = Extract<EnterFactBody, { kind: Kind }>;

export interface FactEntry<Fact extends EnterFactBody = EnterFactBody> {
  readonly head: BatchHead;
  readonly body: Fact;
  readonly paper: StoredObject | undefined;
  readonly at: string;
  readonly by: Person['personId'];
  /** What a bill takes of earlier payments' credits. */
  readonly credits: Credits;
  /** The instant at which a paid batch is settled by itself. */
  readonly heldUntil: string | undefined;
}

export function targetOf(head: BatchHead, credits: Credits): FactTarget {
  const { status, applying, accepted, facts, reversed, settling } = head;
  return {
    status,
    isApplying: applying !== undefined || head.carrying === true,
    isSettling: settling === true,
    hasReversedLines: (reversed?.lines ?? 0) > 0,
    acceptedTotal: accepted?.total,
    credit: credits.total,
    facts: facts ?? {},
  };
}

/** The one transaction of a fact: what it says, where the batch stands with it, and the money that moves. */
export function factChange(table: Table, entry: FactEntry): HeadChange {
  const { body } = entry;
  switch (body.kind) {
    case 'billed':
      return billedChange(table, { ...entry, body });
    case 'sp2d':
      return simpleChange(entry, { sp2d: storedFact({ ...entry, body }) });
    case 'paid':
      return paidChange(table, { ...entry, body });
    case 'reversed':
      return reversedChange(table, { ...entry, body });
    case 'confirmed':
      return {
        set: { changedAt: entry.at },
        remove: ['heldUntil'],
        event: { type: 'batch-confirmed', at: entry.at, by: entry.by, data: {} },
        also: [wake(table, entry)],
      };
  }
}

function storedFact<Fact extends Body<'billed' | 'sp2d' | 'paid'>>({ body, at, by, paper }: FactEntry<Fact>) {
  const { kind: _kind, paper: _upload, ...stored } = body;
  return { ...stored, at, by, ...(paper !== undefined && { paper }) };
}

function simpleChange({ head, body, paper, at, by }: FactEntry, fact: object): HeadChange {
  const { kind, ...said } = body;
  return {
    set: { facts: { ...head.facts, ...fact }, status: kind, changedAt: at },
    remove: ['problem'],
    event: { type: `batch-${kind}`, at, by, data: { from: head.status, ...said, paper: paper?.sha256 } },
  };
}

/** The credits are set aside with the bill; the ledger moves them with the payment, when nothing can void it any more. */
function billedChange(table: Table, entry: FactEntry<Body<'billed'>>): HeadChange {
  const change = simpleChange(entry, { billed: storedFact(entry) });
  const { head, credits } = entry;
  if (credits.total === 0) return change;
  return {
    ...change,
    set: { ...change.set, credits: { ...credits, moved: false } },
    event: { ...change.event, data: { ...change.event.data, credits } },
    also: Object.entries(credits.byAllocation).map(([allocationId, amount]) =>
      takeCredit(table, head, { allocationId, amount }),
    ),
  };
}

/** committed → disbursed by allocation; the payment that completes the SP2D's amount brings the batch to `paid`. */
function paidChange(table: Table, entry: FactEntry<Body<'paid'>>): HeadChange {
  const { head, body, at, by, heldUntil } = entry;
  const { accepted, facts, credits } = head;
  if (accepted === undefined || facts?.sp2d === undefined)
    throw new BrokenError(`batch ${head.batchId} is paid without accepted lines or SP2D`);
  const before = paidSoFar({ facts });
  const byAllocation = spreadPayment(leftOf(head), { before: 0, amount: body.amount });
  const { holdUntil: _hold, ...said } = storedFact(entry);
  const payments: Payment[] = [...(facts.payments ?? []), { ...said, byAllocation }];
  const isComplete = before + body.amount === facts.sp2d.amount;
  const move = (
    name: string,
    [from, to]: readonly [MoneyState, MoneyState],
    amounts: Readonly<Record<string, number>>,
  ) => entriesOf(entry, { name, from, to, amounts });
  const takesCredits = isComplete && credits !== undefined && !credits.moved;
  const moves = [
    ...move('pay', ['committed', 'disbursed'], byAllocation),
    ...(takesCredits ? move('credit-used', ['overpaid', 'disbursed'], credits.byAllocation) : []),
    ...(takesCredits ? move('credit-freed', ['committed', 'available'], credits.byAllocation) : []),
  ];
  const paid = { ...said, amount: rupiah(before + body.amount) };
  return {
    set: {
      facts: { ...facts, payments, ...(isComplete && { paid }) },
      ...(takesCredits && { credits: { ...credits, moved: true } }),
      ...(isComplete && { status: 'paid', heldUntil }),
      changedAt: at,
    },
    remove: ['problem'],
    event: {
      type: isComplete ? 'batch-paid' : 'batch-paid-in-part',
      at,
      by,
      data: {
        from: head.status,
        bankReference: body.bankReference,
        date: body.date,
        amount: body.amount,
        byAllocation,
      },
    },
    also: [...movements(table, moves), ...(isComplete ? [wake(table, entry)] : [])],
  };
}

/** Back to SP2D by opposite entries. Credits stay used: the money they freed may have been spent. */
function reversedChange(table: Table, entry: FactEntry<Body<'reversed'>>): HeadChange {
  const { head, body, at, by } = entry;
  const { bankReference, date, reason } = body;
  const { paid: _paid, ...facts } = head.facts ?? {};
  const standing = facts.payments?.find((one) => one.bankReference === bankReference && one.reversed === undefined);
  if (standing === undefined) throw new BrokenError(`batch ${head.batchId} has no payment ${bankReference}`);
  const payments = facts.payments?.map((one) =>
    one === standing ? { ...one, reversed: { date, reason, at, by } } : one,
  );
  return {
    set: { facts: { ...facts, payments }, status: 'sp2d', changedAt: at },
    remove: ['heldUntil', 'problem'],
    event: {
      type: 'batch-payment-reversed',
      at,
      by,
      data: { from: head.status, bankReference, date, reason, amount: standing.amount },
    },
    also: movements(
      table,
      entriesOf(entry, { name: 'unpay', from: 'disbursed', to: 'committed', amounts: standing.byAllocation }),
    ),
  };
}

/** What the payments that stand have not brought yet: the bank may have taken back an earlier one and left a later one. */
function leftOf(head: BatchHead): Record<string, number> {
  const left = dueOf(head);
  for (const { byAllocation, reversed } of head.facts?.payments ?? []) {
    if (reversed !== undefined) continue;
    for (const [allocationId, amount] of Object.entries(byAllocation))
      left[allocationId] = (left[allocationId] ?? 0) - amount;
  }
  return left;
}

/** Rupiah by allocation that payments must bring: the accepted lines less the credits. */
function dueOf({ accepted, credits }: BatchHead): Record<string, number> {
  return Object.fromEntries(
    Object.entries(accepted?.byAllocation ?? {}).map(([allocationId, amount]) => [
      allocationId,
      amount - (credits?.byAllocation[allocationId] ?? 0),
    ]),
  );
}

interface Move {
  readonly name: string;
  readonly from: MoneyState;
  readonly to: MoneyState;
  readonly amounts: Readonly<Record<string, number>>;
}

/** The head's version is the cause: every change of a batch has its own, and a repeated one fails on it. */
function entriesOf({ head, at, by }: Pick<FactEntry, 'head' | 'at' | 'by'>, move: Move): JournalEntry[] {
  const { batchId, version } = head;
  const { name, from, to, amounts } = move;
  const journalId = journalIdFor(batchId, name, `v${version}`);
  return Object.entries(amounts).map(([allocationId, amount]) => ({
    journalId,
    allocationId,
    from,
    to,
    amount: rupiah(amount),
    at,
    by,
    batchId,
  }));
}

function wake(table: Table, { head, at }: Pick<FactEntry, 'head' | 'at'>): WriteItem {
  return tokenDue(table, { pk: batchKey(head.batchId).pk, name: FINANCE_TOKEN }, at);
}
