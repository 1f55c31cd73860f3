import { isBelow } from '../../domain/configuration/regency.ts';
import type { Regency } from '../../domain/configuration/regency.ts';
import type { Programmes } from '../../domain/configuration/programmes.ts';
import { goalOf } from '../../domain/coverage/goal.ts';
import { fiscalYearOf } from '../../domain/period/period.ts';
import type { Month } from '../../domain/period/period.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { RevisionHead } from '../adapters/dynamodb/records.ts';
import type { ShowDashboardOutput } from '../http/show-dashboard/contract.ts';
import type { Covered } from './covered-workers.ts';

export interface CoveredRevision {
  readonly head: RevisionHead;
  readonly covered: Covered;
}

export interface CoverageView {
  readonly month: Month;
  /** Kecamatan that the caller sees. */
  readonly kecamatan: Regency['kecamatan'];
  readonly programmes: Programmes;
}

/** The kecamatan in which an office proposes workers, if only from one of their villages. */
export function kecamatanOf(regency: Regency, officeId: string | undefined): Regency['kecamatan'] {
  if (officeId === undefined) return regency.kecamatan;
  const prefixes = regency.offices.find((office) => office.officeId === officeId)?.villages ?? [];
  return regency.kecamatan.filter(({ code }) =>
    prefixes.some((prefix) => isBelow(code, prefix) || isBelow(prefix, code)),
  );
}

type Counts = Record<string, number>;

function addTo(sums: Counts, counts: Readonly<Counts>): void {
  for (const [key, count] of Object.entries(counts)) sums[key] = (sums[key] ?? 0) + count;
}

/** Adds up the revisions that cover the month. The first programme that every request gets stands for the person. */
export function coverageOf(revisions: readonly CoveredRevision[], view: CoverageView): ShowDashboardOutput['coverage'] {
  const [programme] = view.programmes.defaultProgrammes;
  if (programme === undefined) throw new TypeError('programmes without a default');
  const byProgramme: Partial<Record<Programme, number>> = {};
  const byKecamatan: Counts = {};
  const byOccupation: Counts = {};
  let lost = 0;
  for (const { head, covered } of revisions) {
    for (const one of head.header.programmes) byProgramme[one] = (byProgramme[one] ?? 0) + covered.workers;
    if (!head.header.programmes.includes(programme)) continue;
    addTo(byKecamatan, covered.byKecamatan);
    addTo(byOccupation, covered.byOccupation);
    lost += covered.lost;
  }
  const goals = (codes: readonly string[]): number | undefined =>
    goalOf(view.programmes.goals, fiscalYearOf(view.month), codes);
  const names = new Map(view.programmes.occupations.map((one) => [one.code, one.names[0]]));
  return {
    programme,
    workers: byProgramme[programme] ?? 0,
    goal: goals(view.kecamatan.map(({ code }) => code)),
    lost,
    byProgramme,
    byKecamatan: view.kecamatan.map(({ code, name }) => ({
      code,
      name,
      workers: byKecamatan[code] ?? 0,
      goal: goals([code]),
    })),
    byOccupation: Object.entries(byOccupation)
      .map(([code, workers]) => ({ code, name: names.get(code) ?? code, workers }))
      .filter(({ workers }) => workers > 0)
      .toSorted((a, b) => b.workers - a.workers || a.code.localeCompare(b.code)),
  };
}
