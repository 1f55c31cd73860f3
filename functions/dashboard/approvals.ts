import type { LevelState } from '../../domain/approval/level.ts';
import { awaitedPersons } from '../../domain/approval/timers.ts';
import type { RevisionId } from '../../domain/identity/ids.ts';
import type { RevisionHead } from '../adapters/dynamodb/records.ts';
import type { ShowDashboardOutput } from '../http/show-dashboard/contract.ts';

export interface OpenLevel {
  readonly level: LevelState & { readonly revisionId: RevisionId };
  readonly head: RevisionHead;
}

/** Whole days since a level opened; the last band has no end. */
const BANDS = [
  { fromDays: 0, toDays: 1 },
  { fromDays: 2, toDays: 3 },
  { fromDays: 4, toDays: 7 },
  { fromDays: 8 },
] as const;
const LONGEST = 20;
const DAY = 86_400_000;

export function approvalsOf(
  open: readonly OpenLevel[],
  { now, officeName }: { readonly now: Date; readonly officeName: (officeId: string) => string },
): ShowDashboardOutput['approvals'] {
  const days = ({ level }: OpenLevel): number => Math.floor((now.getTime() - Date.parse(level.openedAt)) / DAY);
  const byAge = BANDS.map((band) => {
    const toDays = 'toDays' in band ? band.toDays : undefined;
    const levels = open.filter((one) => days(one) >= band.fromDays && days(one) <= (toDays ?? Infinity)).length;
    return { fromDays: band.fromDays, toDays, levels };
  });
  const longest = open
    .toSorted((a, b) => a.level.openedAt.localeCompare(b.level.openedAt))
    .slice(0, LONGEST)
    .map(({ level, head }) => ({
      requestId: head.requestId,
      title: head.header.title,
      officeId: head.officeId,
      officeName: officeName(head.officeId),
      level: level.number,
      levelTitle: level.title,
      openedAt: level.openedAt,
      expireAt: level.expireAt,
      waitingFor: awaitedPersons(level),
    }));
  return { open: open.length, byAge, longest };
}
