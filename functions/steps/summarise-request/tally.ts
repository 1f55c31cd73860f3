import { ageAt } from '../../../domain/calendar/local-date.ts';
import { ZERO_RUPIAH, sumRupiah } from '../../../domain/money/money.ts';
import type { Rupiah } from '../../../domain/money/money.ts';
import { PROGRAMMES } from '../../../domain/programme/programme.ts';
import type { Programme } from '../../../domain/programme/programme.ts';
import { villagePath } from '../../../domain/region/region.ts';
import { amountsOf, totalOf } from '../../../domain/request/amounts.ts';
import type { CheckedWorker, EligibilityObject } from '../../../domain/request/chunks.ts';
import type { RosterRow } from '../../../domain/roster/roster-row.ts';
import type { RevisionHead, RevisionSummary } from '../../adapters/dynamodb/records.ts';

/** Occupations that are not on the list are counted together: a head must not grow with what officers type. */
export const OTHER_OCCUPATION = 'lainnya';

/** The groups that a worker is counted in. `listed`: codes of the listed occupations. */
export function groupsOf(
  row: Pick<RosterRow, 'kodeDesa' | 'pekerjaan'>,
  listed: ReadonlySet<string>,
): { kecamatan: string; occupation: string } {
  return {
    kecamatan: villagePath(row.kodeDesa)?.kecamatan ?? row.kodeDesa,
    occupation: listed.has(row.pekerjaan) ? row.pekerjaan : OTHER_OCCUPATION,
  };
}

/** Bands of ten years, the last one open. */
function ageBand(age: number): string {
  if (age < 20) return '0-19';
  const from = Math.min(60, Math.floor(age / 10) * 10);
  return from === 60 ? '60+' : `${from}-${from + 9}`;
}

/**
 * Adds workers up to a request's summary. By kecamatan and village (dotted codes), occupation, sex and age the eligible are counted.
 * @param listed codes of the listed occupations
 * @param firstDay of cover, local; ages are counted on it
 */
export function openTally(listed: ReadonlySet<string>, firstDay: string) {
  const counts = { eligible: 0, warned: 0, refused: 0 };
  const reasons: Record<string, number> = {};
  const byKecamatan: Record<string, number> = {};
  const byVillage: Record<string, number> = {};
  const byOccupation: Record<string, number> = {};
  const bySex: Record<string, number> = {};
  const byAge: Record<string, number> = {};
  const byProgramme = new Map<Programme, Rupiah>();
  const lineHashes: string[] = [];
  const tariffRows = new Set<string>();
  const rulesVersions = new Set<string>();
  const count = (counter: Record<string, number>, key: string): void => {
    counter[key] = (counter[key] ?? 0) + 1;
  };

  function addEligible(worker: CheckedWorker, row: RosterRow, found: EligibilityObject): void {
    counts.eligible += 1;
    if (worker.outcome === 'warn') counts.warned += 1;
    const { kecamatan, occupation } = groupsOf(row, listed);
    count(byKecamatan, kecamatan);
    count(byVillage, row.kodeDesa);
    count(byOccupation, occupation);
    count(bySex, row.jenisKelamin);
    count(byAge, ageBand(ageAt(row.tanggalLahir, firstDay)));
    const profile = found.profiles[worker.profile ?? -1];
    if (profile === undefined || worker.lineHash === undefined) throw new TypeError(`row ${worker.row} has no price`);
    lineHashes.push(worker.lineHash);
    for (const id of profile.rows) tariffRows.add(id);
    const amounts = amountsOf(profile);
    for (const programme of PROGRAMMES) {
      const before = byProgramme.get(programme) ?? ZERO_RUPIAH;
      byProgramme.set(programme, sumRupiah([before, totalOf(amounts, programme)]));
    }
  }

  return {
    lineHashes,
    tariffRows,
    rulesVersions,
    add(worker: CheckedWorker, row: RosterRow, found: EligibilityObject): void {
      rulesVersions.add(found.rulesVersion);
      if (worker.outcome !== 'refuse') addEligible(worker, row, found);
      else {
        counts.refused += 1;
        for (const { ruleId, outcome } of worker.findings) if (outcome === 'refuse') count(reasons, ruleId);
      }
    },
    summary(parsed: NonNullable<RevisionHead['parsed']>): RevisionSummary {
      const amounts = Object.fromEntries([...byProgramme].filter(([, amount]) => amount > 0));
      return {
        rows: parsed.rows,
        badRows: parsed.bad,
        ...counts,
        reasons: { ...parsed.reasons, ...reasons },
        byKecamatan,
        byVillage,
        byOccupation,
        bySex,
        byAge,
        byProgramme: amounts,
        total: sumRupiah(byProgramme.values()),
        chunks: parsed.chunks,
      };
    },
  };
}
export type Tally = ReturnType<typeof openTally>;
