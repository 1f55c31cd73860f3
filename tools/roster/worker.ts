import type { RosterColumn } from '../../domain/roster/template.ts';
import type { Random } from './random.ts';
import {
  BIRTH_PLACES,
  FEMALE_NAMES,
  LAST_NAMES,
  MALE_NAMES,
  OCCUPATIONS,
  STREETS,
  TRANSPORT_OCCUPATIONS,
} from './words.ts';

/** A worker as an officer would type it. */
export type TypedWorker = Record<RosterColumn, string>;

export interface WorkerContext {
  readonly random: Random;
  readonly villages: readonly string[];
  /** NIKs handed out so far. */
  readonly taken: Set<string>;
}

const MS_PER_DAY = 86_400_000;
/** Aged 18 to 64 on 1 January 2027, and 18 when the sample year is prepared. */
const YOUNGEST = Date.UTC(2008, 10, 1);
const OLDEST = Date.UTC(1962, 1, 1);
/** Meranti was split from Bengkalis (14.03) in 2009; older residents keep numbers issued there. */
const OLD_PREFIXES = ['140304', '140305', '140306', '140307', '140308'];
const OCCUPATION_NAMES = OCCUPATIONS.flatMap(([name, weight]) => Array.from({ length: weight }, () => name));

/** A worker whom the sample programme accepts: age, income and DTSEN decile inside its limits. */
export function inventWorker(context: WorkerContext): TypedWorker {
  const { random } = context;
  const isWoman = random.chance(0.42);
  const birth = new Date(OLDEST + random.between(0, (YOUNGEST - OLDEST) / MS_PER_DAY) * MS_PER_DAY);
  const village = random.pick(context.villages);
  const inTransport = random.chance(0.04);
  const knowsDecile = random.chance(0.9);
  return {
    nik: inventNik(context, { birth, isWoman, village }),
    nama: inventName(random, isWoman),
    tempat_lahir: random.pick(BIRTH_PLACES),
    tanggal_lahir: dayFirst(birth),
    jenis_kelamin: isWoman ? 'P' : 'L',
    nama_ibu_kandung: inventName(random, true),
    alamat: `${random.pick(STREETS)} No. ${random.between(1, 180)} RT ${twoDigits(random.between(1, 12))} RW ${twoDigits(random.between(1, 6))}`,
    kode_desa: village,
    pekerjaan: random.pick(inTransport ? TRANSPORT_OCCUPATIONS : OCCUPATION_NAMES),
    sektor: inTransport ? 'transportasi' : random.chance(0.5) ? 'lainnya' : '',
    penghasilan: random.chance(0.8) ? String(random.between(8, 58) * 50_000) : '',
    desil_dtsen: knowsDecile ? String(random.between(1, 4)) : '',
    tanggal_dtsen: knowsDecile ? '01/08/2026' : '',
    // A block of numbers kept in one invented range, so that nobody's telephone stands in a sample.
    no_hp: random.chance(0.3) ? `08990000${String(random.between(0, 9_999)).padStart(4, '0')}` : '',
    email: '',
  };
}

/** `17/08/1980` */
export function dayFirst(date: Date): string {
  return `${twoDigits(date.getUTCDate())}/${twoDigits(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
}

function inventName(random: Random, isWoman: boolean): string {
  const words = [random.pick(isWoman ? FEMALE_NAMES : MALE_NAMES)];
  if (random.chance(0.55)) words.push(random.pick(isWoman ? FEMALE_NAMES : MALE_NAMES));
  if (words.length === 1 || random.chance(0.35)) words.push(random.pick(LAST_NAMES));
  return words.join(' ');
}

/** PP KK CC DD MM YY SSSS, women's day + 40, never the same number twice. */
export function inventNik(
  { random, taken }: Omit<WorkerContext, 'villages'>,
  { birth, isWoman, village }: { birth: Date; isWoman: boolean; village: string },
): string {
  const issuedBefore2009 = birth.getUTCFullYear() < 1992 && random.chance(0.25);
  const region = issuedBefore2009 ? random.pick(OLD_PREFIXES) : village.replaceAll('.', '').slice(0, 6);
  const day = twoDigits(birth.getUTCDate() + (isWoman ? 40 : 0));
  const date = `${day}${twoDigits(birth.getUTCMonth() + 1)}${twoDigits(birth.getUTCFullYear() % 100)}`;
  for (;;) {
    const nik = `${region}${date}${String(random.between(1, 2_999)).padStart(4, '0')}`;
    if (taken.has(nik)) continue;
    taken.add(nik);
    return nik;
  }
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}
