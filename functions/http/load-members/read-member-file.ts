import { RefusedError } from '../../../domain/errors.ts';
import type { MemberList } from '../../../domain/membership/member-list.ts';
import { readMemberHeader, readMemberRow } from '../../../domain/membership/read-members.ts';
import type { MemberProblem, MemberRow } from '../../../domain/membership/read-members.ts';
import { openRows } from '../../../domain/roster/open-rows.ts';
import type { NikHasher } from '../../adapters/secrets/nik-hash.ts';

/** More would not be read and stored within a call. */
const MAX_MEMBERS = 200_000;

/**
 * A list of members, CSV or XLSX, with hashed NIKs in a fixed order, so that the same list is the same content.
 * A worker who stands in it twice (two jobs are allowed) keeps the longer cover and the earlier registration.
 * @throws RefusedError for files that cannot be read, have no column for the NIK, no row, or too many
 */
export async function readMemberFile(
  source: AsyncIterable<Uint8Array>,
  { hash, asOf }: { hash: NikHasher; asOf: string },
): Promise<{ list: MemberList; problems: readonly MemberProblem[] }> {
  const members = new Map<string, Omit<MemberRow, 'nik'>>();
  const problems: MemberProblem[] = [];
  let header: ReturnType<typeof readMemberHeader> | undefined;
  for await (const rows of openRows(source)) {
    for (const row of rows) {
      if (header === undefined) {
        header = readMemberHeader(row.cells);
        continue;
      }
      const read = readMemberRow(row, header, asOf);
      if ('reason' in read) {
        problems.push(read);
        continue;
      }
      const { nik, ...membership } = read;
      const nikHash = hash(nik);
      members.set(nikHash, merge(members.get(nikHash), membership));
      if (members.size > MAX_MEMBERS) throw tooMany();
    }
  }
  if (members.size === 0 && problems.length === 0) throw noMember();
  return { list: listOf(members, asOf), problems };
}

function merge(known: Omit<MemberRow, 'nik'> | undefined, other: Omit<MemberRow, 'nik'>): Omit<MemberRow, 'nik'> {
  if (known === undefined) return other;
  // No end named: it goes on.
  const longer = known.until === undefined || (other.until !== undefined && known.until >= other.until) ? known : other;
  const first = [known.registeredFrom, other.registeredFrom].filter((month) => month !== undefined).toSorted()[0];
  return { ...longer, ...(first !== undefined && { registeredFrom: first }) };
}

function listOf(members: ReadonlyMap<string, Omit<MemberRow, 'nik'>>, asOf: string): MemberList {
  const sponsors: string[] = [...new Set([...members.values()].flatMap(({ sponsor }) => sponsor ?? []))].toSorted();
  const indexes = new Map(sponsors.map((sponsor, index) => [sponsor, index]));
  const rows = [...members].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    asOf,
    sponsors,
    members: rows.map(([nikHash, { sponsor, until, registeredFrom }]) => [
      nikHash,
      sponsor === undefined ? null : (indexes.get(sponsor) ?? null),
      until ?? null,
      registeredFrom ?? null,
    ]),
  };
}

function tooMany(): RefusedError {
  return new RefusedError({
    code: 'too-many-members',
    kind: 'too-large',
    text: {
      id: `Daftar memuat lebih dari ${MAX_MEMBERS} pekerja. Minta daftar yang hanya memuat pekerja kabupaten ini.`,
      en: `The list holds more than ${MAX_MEMBERS} workers. Ask for one of this regency's workers only.`,
    },
  });
}

function noMember(): RefusedError {
  return new RefusedError({
    code: 'no-member',
    text: { id: 'Daftar ini tidak memuat satu pekerja pun.', en: 'The list holds no worker at all.' },
  });
}
