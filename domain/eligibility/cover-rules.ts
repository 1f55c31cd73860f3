import { monthsBetween, wholeMonths } from './month-gap.ts';
import {
  defineRule,
  objectionOf,
  type ExclusionReason,
  type HeldCover,
  type RuleDefinition,
  type RuleTraits,
} from './rule.ts';

const always: RuleTraits = { phase: 'before-claim', secondCheck: true };
const early: RuleTraits = { phase: 'before-claim', secondCheck: false };

const EXCLUSION_WORDS: Readonly<Record<ExclusionReason, readonly [id: string, en: string]>> = {
  deceased: ['meninggal dunia', 'has died'],
  moved: ['pindah dari kabupaten ini', 'has moved away from this regency'],
  left: ['keluar dari program', 'has left the programme'],
};

const exclusionList = defineRule('exclusion-list', always, ({ lookups }) => {
  if (lookups.exclusion === undefined) return undefined;
  const [id, en] = EXCLUSION_WORDS[lookups.exclusion.reason];
  const since = lookups.exclusion.since;
  return objectionOf(
    'refuse',
    `Tercatat dalam daftar pengecualian: ${id}${since === undefined ? '' : ` sejak ${since}`}.`,
    `On the exclusion list: ${en}${since === undefined ? '' : ` since ${since}`}.`,
  );
});

const activeElsewhere = defineRule('active-elsewhere', always, ({ lookups, facts }, parameters) => {
  const active = lookups.activeElsewhere;
  if (active === undefined || (active.until !== undefined && active.until < facts.period.firstMonth)) return undefined;
  const { sponsor, until, asOf } = active;
  const own = parameters.ownSponsors.map(sponsorKey);
  if (sponsor !== undefined && own.includes(sponsorKey(sponsor))) return undefined;
  const isStale = wholeMonths(asOf, facts.today) >= parameters.staleAfterMonths;
  return objectionOf(
    isStale ? 'warn' : parameters.onActive,
    `Menurut daftar BPJS Ketenagakerjaan per ${asOf} sudah aktif, dibayar oleh ${sponsor ?? 'pihak yang tidak disebut'}${until === undefined ? '' : ` sampai ${until}`}${isStale ? '; daftar itu sudah lama, periksa' : ''}.`,
    `By BPJS Ketenagakerjaan's list as of ${asOf} already active, paid for by ${sponsor ?? 'somebody it does not name'}${until === undefined ? '' : ` until ${until}`}${isStale ? '; that list is old, check it' : ''}.`,
  );
});

/** Case, spaces and punctuation do not tell sponsors apart. */
const sponsorKey = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const gapOverThreeMonths = defineRule('gap-over-three-months', early, ({ lookups, facts }, { maxGapMonths }) => {
  if (lookups.lastPaidMonth === undefined) return undefined;
  const gap = monthsBetween(lookups.lastPaidMonth, facts.period.firstMonth);
  if (gap <= maxGapMonths) return undefined;
  return objectionOf(
    'warn',
    `Iuran terputus ${gap} bulan sejak ${lookups.lastPaidMonth}: kepesertaan berakhir dan masa tunggu manfaat dihitung dari awal.`,
    `Premiums lapsed for ${gap} months since ${lookups.lastPaidMonth}: the membership has ended and waiting times for benefits start again.`,
  );
});

const monthBeforeRegistration = defineRule('month-before-registration', always, ({ lookups, facts }) => {
  const { registeredFrom } = lookups;
  if (registeredFrom === undefined || facts.period.firstMonth >= registeredFrom) return undefined;
  return objectionOf(
    'refuse',
    `Bulan ${facts.period.firstMonth} mendahului awal kepesertaan (${registeredFrom}) dan tidak dapat dibayar.`,
    `The month ${facts.period.firstMonth} lies before the start of membership (${registeredFrom}) and cannot be paid.`,
  );
});

const monthClosed = defineRule('month-closed', always, ({ facts }) =>
  facts.closedMonths.length === 0
    ? undefined
    : objectionOf(
        'refuse',
        `Bulan ${facts.closedMonths.join(', ')} sudah ditutup karena jatuh temponya telah lewat.`,
        `The months ${facts.closedMonths.join(', ')} are closed because their due date has passed.`,
      ),
);

const coverHeld = defineRule('cover-held', { phase: 'claim', secondCheck: true }, ({ lookups }) => {
  const held = lookups.heldByOthers ?? [];
  if (held.length === 0) return undefined;
  const list = byProgramme(held);
  const holders = [...new Set(held.flatMap((one) => (one.holder === undefined ? [] : [one.holder])))].join(', ');
  return objectionOf(
    'refuse',
    `Perlindungan sudah diambil usulan lain${holders === '' ? '' : ` (${holders})`}: ${list}.`,
    `The cover is already held by another request${holders === '' ? '' : ` (${holders})`}: ${list}.`,
  );
});

/** `JKK 2027-01, 2027-02; JKM 2027-01` */
function byProgramme(held: readonly HeldCover[]): string {
  return [...Map.groupBy(held, (one) => one.programme)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([programme, covers]) =>
        `${programme} ${covers
          .map((one) => one.month)
          .toSorted()
          .join(', ')}`,
    )
    .join('; ');
}

export const COVER_RULES: readonly RuleDefinition[] = [
  exclusionList,
  activeElsewhere,
  gapOverThreeMonths,
  monthBeforeRegistration,
  monthClosed,
  coverHeld,
];
