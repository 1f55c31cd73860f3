import { allocationIdOf } from '../../../domain/configuration/funding.ts';
import type { LocalDate } from '../../../domain/calendar/calendar.ts';
import { addDays, firstDayOf, localDate } from '../../../domain/calendar/local-date.ts';
import { sumRupiah } from '../../../domain/money/money.ts';
import { addMonths, fiscalYearOf, month } from '../../../domain/period/period.ts';
import type { Month } from '../../../domain/period/period.ts';
import { committedIn, lastMonthOf } from '../../adapters/dynamodb/committed-revisions.ts';
import type { ConfigurationStore } from '../../adapters/dynamodb/configuration-store.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { readAllocation } from '../../adapters/dynamodb/ledger.ts';
import type { Allocation } from '../../adapters/dynamodb/ledger-records.ts';
import { openLevels } from '../../adapters/dynamodb/level-store.ts';
import { namesOf } from '../../adapters/dynamodb/person-store.ts';
import { readMany, readManyKey } from '../../adapters/dynamodb/read-many.ts';
import { revisionHeadSchema } from '../../adapters/dynamodb/records.ts';
import type { Person, RevisionHead } from '../../adapters/dynamodb/records.ts';
import { approvalsOf } from '../../dashboard/approvals.ts';
import type { OpenLevel } from '../../dashboard/approvals.ts';
import { coverageOf, kecamatanOf } from '../../dashboard/coverage.ts';
import type { CoveredRevision } from '../../dashboard/coverage.ts';
import { carriedByRevision, coveredBy } from '../../dashboard/covered-workers.ts';
import type { CoveredDeps } from '../../dashboard/covered-workers.ts';
import { readAhead } from '../../steps/summarise-request/read-ahead.ts';
import type { ShowDashboardOutput, ShowDashboardQuery } from './contract.ts';

export interface ShowDashboardDeps extends CoveredDeps {
  readonly configuration: Pick<ConfigurationStore, 'current' | 'version'>;
  readonly now: () => Date;
}

const WITHIN_DAYS = 60;

/** Whose requests the caller sees; `undefined` stands for the whole regency. */
type Sees = (head: Pick<RevisionHead, 'officeId'>) => boolean;

/** How far cover has come, where the money stands, what waits and what ends, from what is stored at this moment. */
export async function showDashboard(
  { query, caller }: { query: ShowDashboardQuery; caller: Person },
  deps: ShowDashboardDeps,
): Promise<ShowDashboardOutput> {
  const now = deps.now();
  const [{ document: regency }, { document: programmes }] = await Promise.all([
    deps.configuration.current('regency'),
    deps.configuration.current('programmes'),
  ]);
  const today = localDate(now.toISOString(), regency.utcOffsetMinutes);
  const current = month(today.slice(0, 7));
  const shown = query.month ?? current;
  const isOfficer = caller.roles.includes('officer');
  const sees: Sees = ({ officeId }) => !isOfficer || officeId === caller.officeId;
  const officeId = isOfficer ? (caller.officeId ?? '') : undefined;
  const [revisions, money, open] = await Promise.all([
    coveredRevisions({ shown, current, sees }, deps),
    moneyOf(fiscalYearOf(shown), deps),
    openLevelsOf(sees, deps),
  ]);
  const covering = revisions.filter(
    ({ head: { header } }) => header.period.firstMonth <= shown && lastMonthOf(header.period) >= shown,
  );
  const officeName = (id: string): string => regency.offices.find((office) => office.officeId === id)?.name ?? id;
  const approvals = approvalsOf(open, { now, officeName });
  return {
    at: now.toISOString(),
    month: shown,
    fiscalYear: fiscalYearOf(shown),
    ...(officeId !== undefined && { officeId, officeName: officeName(officeId) }),
    coverage: coverageOf(covering, { month: shown, kecamatan: kecamatanOf(regency, officeId), programmes }),
    money,
    approvals,
    ending: endingOf(revisions, { today, officeName }),
    people: await namesOf(
      deps.table,
      approvals.longest.flatMap(({ waitingFor }) => waitingFor),
    ),
  };
}

interface Wanted {
  readonly shown: Month;
  readonly current: Month;
  readonly sees: Sees;
}

/** Committed revisions that cover the shown month, or whose cover can end within the days that are watched. */
async function coveredRevisions({ shown, current, sees }: Wanted, deps: ShowDashboardDeps): Promise<CoveredRevision[]> {
  const from = shown < current ? shown : current;
  const latest = addMonths(current, 2);
  const to = shown > latest ? shown : latest;
  const { heads, batches } = await committedIn(deps.table, { from, to });
  const carriedOf = await carriedByRevision(deps.table, batches);
  const covered = readAhead(heads.filter(sees), async (head) => {
    const { document } = await deps.configuration.version('programmes', head.configuration.programmes);
    const listed = new Set(document.occupations.map(({ code }) => code));
    const carried = carriedOf.get(head.revisionId) ?? [];
    return { head, covered: await coveredBy(head, { carried, listed }, deps) };
  });
  return Array.fromAsync(covered);
}

async function moneyOf(
  fiscalYear: number,
  { configuration, table }: ShowDashboardDeps,
): Promise<ShowDashboardOutput['money']> {
  const [{ document: rows }, { document: sources }] = await Promise.all([
    configuration.current('allocations'),
    configuration.current('fundingSources'),
  ]);
  const ids = rows.filter((row) => row.fiscalYear === fiscalYear).map(allocationIdOf);
  const stored = await Promise.all(ids.map((id) => readAllocation(table, id)));
  const bySource = Map.groupBy(
    stored.filter((allocation) => allocation !== null),
    ({ sourceId }) => sourceId,
  );
  return [...bySource].map(([sourceId, own]) => {
    const sum = (state: 'allocated' | 'available' | 'reserved' | 'committed' | 'disbursed' | 'overpaid') =>
      sumRupiah(own.map((allocation: Allocation) => allocation[state]));
    return {
      sourceId,
      name: sources.find((source) => source.sourceId === sourceId)?.name ?? sourceId,
      allocated: sum('allocated'),
      available: sum('available'),
      reserved: sum('reserved'),
      committed: sum('committed'),
      disbursed: sum('disbursed'),
      overpaid: sum('overpaid'),
    };
  });
}

async function openLevelsOf(sees: Sees, { table }: ShowDashboardDeps): Promise<OpenLevel[]> {
  const levels = await Array.fromAsync(openLevels(table));
  const keyOf = ({ revisionId }: OpenLevel['level']) => revisionKey(revisionId);
  const keys = new Map(levels.map((level) => [readManyKey(keyOf(level)), keyOf(level)]));
  const items = await readMany(table, [...keys.values()]);
  return levels.flatMap((level) => {
    const item = items.get(readManyKey(keyOf(level)));
    if (item === undefined) return [];
    const head = revisionHeadSchema.parse(item);
    // The list lags behind; the head tells whether anything is still asked.
    return head.status === 'approving' && sees(head) ? [{ level, head }] : [];
  });
}

function endingOf(
  revisions: readonly CoveredRevision[],
  { today, officeName }: { readonly today: LocalDate; readonly officeName: (officeId: string) => string },
): ShowDashboardOutput['ending'] {
  const limit = addDays(today, WITHIN_DAYS);
  const requests = revisions
    .map(({ head, covered }) => ({
      requestId: head.requestId,
      title: head.header.title,
      officeId: head.officeId,
      officeName: officeName(head.officeId),
      workers: covered.workers,
      endsOn: addDays(firstDayOf(addMonths(lastMonthOf(head.header.period), 1)), -1),
    }))
    .filter(({ endsOn, workers }) => endsOn >= today && endsOn <= limit && workers > 0)
    .toSorted((a, b) => a.endsOn.localeCompare(b.endsOn) || a.requestId.localeCompare(b.requestId));
  return {
    withinDays: WITHIN_DAYS,
    workers: requests.reduce((sum, { workers }) => sum + workers, 0),
    requests,
  };
}
