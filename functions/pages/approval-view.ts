import type { LevelState } from '../../domain/approval/level.ts';
import { barred } from '../../domain/approval/vote.ts';
import type { Regency } from '../../domain/configuration/regency.ts';
import { BrokenError } from '../../domain/errors.ts';
import type { PersonId } from '../../domain/identity/ids.ts';
import type { ConfigurationStore } from '../adapters/dynamodb/configuration-store.ts';
import { readAllocation } from '../adapters/dynamodb/ledger.ts';
import { decidersElsewhere } from '../adapters/dynamodb/level-store.ts';
import type { PersonStore } from '../adapters/dynamodb/person-store.ts';
import type { Allocation } from '../adapters/dynamodb/ledger-records.ts';
import type { Link, RevisionHead, RevisionSummary } from '../adapters/dynamodb/records.ts';
import type { Table } from '../adapters/dynamodb/table.ts';
import type { ObjectStore } from '../adapters/s3/object-store.ts';
import { readSample } from './roster-rows.ts';
import type { RowView } from './roster-rows.ts';

export interface ViewDeps {
  readonly table: Table;
  readonly configuration: Pick<ConfigurationStore, 'current'>;
  readonly people: Pick<PersonStore, 'person'>;
  readonly objects: Pick<ObjectStore, 'presignGet' | 'readText' | 'readVerifiedText'>;
  readonly workBucket: string;
  readonly recordsBucket: string;
}

export interface Paper {
  readonly kind: 'sk' | 'pks';
  readonly number: string;
  readonly url: string | null;
}

/** Rupiah of one allocation that the request holds, and what the allocation has left with that taken out. */
interface HeldBudget {
  readonly allocation: Allocation;
  readonly held: number;
}

/** Everything the approver's page shows. */
export interface ApprovalView {
  readonly head: RevisionHead;
  /** Who was sent the link. */
  readonly readerId: PersonId;
  readonly summary: RevisionSummary;
  readonly contentHash: string;
  readonly level: LevelState;
  readonly levels: readonly LevelState[];
  readonly regency: Regency;
  readonly wadahName: string;
  readonly sourceName: string;
  readonly names: ReadonlyMap<PersonId, string>;
  readonly budgets: readonly HeldBudget[];
  readonly papers: readonly Paper[];
  readonly sample: readonly RowView[];
  /** To whom the reader may pass this item on. */
  readonly delegates: readonly PersonId[];
}

const SAMPLE_ROWS = 25;
const PAPER_SECONDS = 15 * 60;

/** The number of workers that are to be paid for, which the decider types; those with a warning are among them. */
export function workersIn(summary: RevisionSummary): number {
  return summary.eligible;
}

/** @throws BrokenError when the revision was never summarised: then no level may be open */
export async function loadApproval(
  deps: ViewDeps,
  { link, head, levels }: { link: Link; head: RevisionHead; levels: readonly LevelState[] },
): Promise<ApprovalView> {
  const { summary, contentHash } = head;
  const level = levels.find((one) => one.number === link.level);
  if (summary === undefined || contentHash === undefined || level === undefined) {
    throw new BrokenError(`revision ${head.revisionId} has an open level but no summary`);
  }
  const [regency, wadah, sources] = await Promise.all([
    deps.configuration.current('regency'),
    deps.configuration.current('wadah'),
    deps.configuration.current('fundingSources'),
  ]);
  const delegates = await inOffice(deps, delegatesFor({ level, levels, link }));
  const [names, budgets, papers, sample] = await Promise.all([
    namesOf(deps, [head.officerId, link.personId, ...personsIn(levels), ...delegates]),
    budgetsOf(deps, head),
    papersOf(deps, head),
    readSample(deps, head.revisionId, SAMPLE_ROWS),
  ]);
  const { wadahId, sourceId } = head.header;
  return {
    head,
    readerId: link.personId,
    summary,
    contentHash,
    level,
    levels,
    regency: regency.document,
    wadahName: wadah.document.find((one) => one.wadahId === wadahId)?.name ?? wadahId,
    sourceName: sources.document.find((one) => one.sourceId === sourceId)?.name ?? sourceId,
    names,
    budgets,
    papers,
    sample,
    delegates,
  };
}

function delegatesFor(question: { level: LevelState; levels: readonly LevelState[]; link: Link }): PersonId[] {
  const { level, levels, link } = question;
  const holds = level.seats.some((seat) => seat.personId === link.personId && seat.vote === undefined);
  if (!holds) return [];
  const decidedElsewhere = decidersElsewhere(levels, level.number);
  const seated = new Set([...level.seats.map((seat) => seat.personId), level.escalationTarget]);
  return level.mayDelegateTo.filter(
    (personId) => !seated.has(personId) && barred({ level, personId, decidedElsewhere }) === undefined,
  );
}

async function inOffice(deps: ViewDeps, personIds: readonly PersonId[]): Promise<PersonId[]> {
  const people = await Promise.all(personIds.map((personId) => deps.people.person(personId)));
  return personIds.filter((_personId, index) => people[index]?.leftOn === undefined);
}

function personsIn(levels: readonly LevelState[]): PersonId[] {
  return levels.flatMap((level) =>
    level.seats.flatMap((seat) => [seat.personId, ...seat.passedBy, ...(seat.vote ? [seat.vote.byPersonId] : [])]),
  );
}

async function namesOf(deps: ViewDeps, personIds: readonly PersonId[]): Promise<Map<PersonId, string>> {
  const distinct = [...new Set(personIds)];
  const people = await Promise.all(distinct.map((personId) => deps.people.person(personId)));
  return new Map(distinct.map((personId, index) => [personId, people[index]?.name ?? personId]));
}

async function budgetsOf(deps: ViewDeps, head: RevisionHead): Promise<HeldBudget[]> {
  const held = Object.entries(head.reservation ?? {});
  const allocations = await Promise.all(held.map(([allocationId]) => readAllocation(deps.table, allocationId)));
  return held.flatMap(([, amount], index) => {
    const allocation = allocations[index];
    return allocation === null || allocation === undefined ? [] : [{ allocation, held: amount }];
  });
}

async function papersOf(deps: ViewDeps, head: RevisionHead): Promise<Paper[]> {
  const kinds = [
    { kind: 'sk', number: head.header.skNumber, stored: head.papers.sk },
    { kind: 'pks', number: head.header.pksNumber, stored: head.papers.pks },
  ] as const;
  return Promise.all(
    kinds.map(async ({ kind, number, stored }) => {
      if (stored === undefined) return { kind, number, url: null };
      const { url } = await deps.objects.presignGet({
        bucket: deps.recordsBucket,
        key: stored.key,
        fileName: `${kind}.pdf`,
        expiresSeconds: PAPER_SECONDS,
      });
      return { kind, number, url };
    }),
  );
}
