import type { Calendar } from '../../../domain/calendar/calendar.ts';
import { coverOfProgrammes, milestonesOf } from '../../../domain/coverage/coverage.ts';
import type { CoverState } from '../../../domain/coverage/coverage.ts';
import type { Milestone } from '../../../domain/coverage/milestones.ts';
import { maskNik } from '../../../domain/nik/nik.ts';
import { monthsOf } from '../../../domain/period/period.ts';
import type { Person } from '../../adapters/dynamodb/records.ts';
import type { Table } from '../../adapters/dynamodb/table.ts';
import { visibleHoldings } from '../../adapters/dynamodb/visible-worker.ts';
import type { WorkerHolding } from '../../adapters/dynamodb/worker-months.ts';
import type { NikHasher } from '../../adapters/secrets/nik-hash.ts';
import type { CoverageMonth, GetCoverageBody, GetCoverageOutput } from './contract.ts';

export interface GetCoverageDeps {
  readonly table: Table;
  readonly hasher: () => Promise<NikHasher>;
  readonly calendar: () => Promise<Calendar>;
  readonly milestones: () => Promise<readonly Milestone[]>;
}

/**
 * What one worker has had: months by programme and sponsor, months without a gap, the end of cover and what is due next.
 * @throws RefusedError not-found when nothing is held, and for an officer when nothing of the own office is
 */
export async function getCoverage(
  { body, caller }: { body: GetCoverageBody; caller: Person },
  deps: GetCoverageDeps,
): Promise<GetCoverageOutput> {
  const nikHash = 'nik' in body ? (await deps.hasher())(body.nik) : body.worker;
  const holdings = await visibleHoldings(deps.table, nikHash, caller);
  const [calendar, milestones] = await Promise.all([deps.calendar(), deps.milestones()]);
  const months = holdings
    .flatMap(monthsOfHolding)
    .toSorted((a, b) => (`${a.month}${a.programme}` < `${b.month}${b.programme}` ? -1 : 1));
  const programmes = coverOfProgrammes(months, calendar);
  const states = new Map(milestonesOf(programmes, milestones).map((state) => [state.id, state]));
  const told = holdings.map(({ place }) => place?.line).findLast((line) => line?.participant !== undefined);
  return {
    ...('nik' in body && { nik: maskNik(body.nik) }),
    participant: told?.participant,
    coverFrom: told?.coverFrom,
    months,
    programmes,
    milestones: milestones.flatMap(({ id, gains, source }) => {
      const state = states.get(id);
      return state === undefined ? [] : [{ ...state, gains, source }];
    }),
  };
}

function monthsOfHolding({ head, months, place }: WorkerHolding): CoverageMonth[] {
  const { sourceId, wadahId, period } = head.header;
  const order = monthsOf(period);
  const profile = place === null ? undefined : place.chunk.profiles[place.line.profile];
  return months.map(({ programme, month }) => ({
    month,
    programme,
    state: stateOf(head, place),
    amount: profile?.[programme]?.[order.indexOf(month)],
    sourceId,
    wadahId,
    requestId: head.requestId,
    batchId: place?.batchId,
  }));
}

function stateOf(head: WorkerHolding['head'], place: WorkerHolding['place']): CoverState {
  if (head.status !== 'committed' || place === null) return 'held';
  return place.line.status === 'paid' ? 'paid' : 'committed';
}
