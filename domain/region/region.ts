/** A row of the Kemendagri list: dotted code (`14`, `14.10`, `14.10.01` or `14.10.01.2001`) and official name. */
export interface RegionRow {
  readonly code: string;
  readonly name: string;
}

/** The places a village lies in, as dotted Kemendagri codes. */
export interface VillagePath {
  readonly province: string;
  readonly regency: string;
  readonly kecamatan: string;
  readonly village: string;
}

export interface RegionIndex {
  /** True for a code of any depth that the list holds. */
  has(code: string): boolean;
  /** Official name, or undefined when the list does not hold the code. */
  nameOf(code: string): string | undefined;
  /** Every village code of the list. */
  readonly villages: ReadonlySet<string>;
}

const DOTTED_VILLAGE = /^\d{2}\.\d{2}\.\d{2}\.\d{4}$/;
const LOOSE_VILLAGE = /^(\d{2})[. ]?(\d{2})[. ]?(\d{2})[. ]?(\d{4})$/;

/** `1410012001` and `14.10.01.2001` become `14.10.01.2001`; anything else is undefined. Says nothing about existence. */
export function normaliseVillageCode(text: string): string | undefined {
  if (DOTTED_VILLAGE.test(text)) return text;
  const parts = LOOSE_VILLAGE.exec(text);
  return parts === null ? undefined : parts.slice(1).join('.');
}

/** The codes above a dotted village code; undefined when it is not one. */
export function villagePath(code: string): VillagePath | undefined {
  if (!DOTTED_VILLAGE.test(code)) return undefined;
  return { province: code.slice(0, 2), regency: code.slice(0, 5), kecamatan: code.slice(0, 8), village: code };
}

/** Later rows win over earlier ones with the same code. */
export function createRegionIndex(rows: Iterable<RegionRow>): RegionIndex {
  const names = new Map<string, string>();
  const villages = new Set<string>();
  for (const { code, name } of rows) {
    names.set(code, name);
    if (DOTTED_VILLAGE.test(code)) villages.add(code);
  }
  return { has: (code) => names.has(code), nameOf: (code) => names.get(code), villages };
}

/** Rows of a `code,name` file as in `config/region`; the header and blank lines are left out. */
export function parseRegionRows(csv: string): RegionRow[] {
  const rows: RegionRow[] = [];
  for (const line of csv.split(/\r?\n/)) {
    const comma = line.indexOf(',');
    const code = line.slice(0, comma);
    if (comma > 0 && /^\d/.test(code)) rows.push({ code, name: line.slice(comma + 1).replace(/^"|"$/g, '') });
  }
  return rows;
}
