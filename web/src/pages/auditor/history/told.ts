import { canonicalJson } from '../../../../../domain/audit/chain.ts';
import type { Format } from '../../../format/open-format.ts';

/** One value of an event's data under its path, `header.period.months`. */
export interface Fact {
  readonly path: string;
  readonly value: string;
}

export interface Difference {
  readonly path: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
}

export interface Told {
  readonly facts: readonly Fact[];
  /** Only what differs, of an event that tells before and after. */
  readonly differences: readonly Difference[];
}

/** Rupiah stand under these names, under an allocation's id or under a programme. */
const AMOUNT = /(^|\.)(amount|total|difference|allocated|([A-Z0-9]+-)+\d{4}-[A-Z]{2,4}|[A-Z]{2,4})$/;
const INSTANT = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
const DAY = /^\d{4}-\d\d-\d\d$/;
const HASH = /^[0-9a-f]{64}$/;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function shown(path: string, value: unknown, format: Format): string {
  if (typeof value === 'number') return AMOUNT.test(path) ? signed(value, format) : String(value);
  if (typeof value !== 'string') return JSON.stringify(value);
  if (INSTANT.test(value)) return format.dateTime(value);
  if (DAY.test(value)) return format.date(value);
  return HASH.test(value) ? `${value.slice(0, 12)}…` : value;
}

const signed = (amount: number, { rupiah }: Format): string => (amount < 0 ? `−${rupiah(-amount)}` : rupiah(amount));

/** Every value in it that is no list or record itself; lists of plain values stay one. */
function leaves(value: unknown, path: string, format: Format): Fact[] {
  if (value === null || value === undefined || value === '') return [];
  const join = (key: string): string => (path === '' ? key : `${path}.${key}`);
  if (isRecord(value)) return Object.entries(value).flatMap(([key, entry]) => leaves(entry, join(key), format));
  if (!Array.isArray(value)) return [{ path, value: shown(path, value, format) }];
  const entries: readonly unknown[] = value;
  if (entries.some((entry) => typeof entry === 'object'))
    return entries.flatMap((entry, index) => leaves(entry, join(String(index + 1)), format));
  return entries.length === 0 ? [] : [{ path, value: entries.map((entry) => shown(path, entry, format)).join(', ') }];
}

/** What an event's data says, for a person to read: values one by one, and of a change only what it changed. */
export function toldBy(data: Readonly<Record<string, unknown>>, format: Format): Told {
  const { before, after, ...rest } = data;
  const old = new Map(leaves(before, '', format).map(({ path, value }) => [path, value]));
  const fresh = new Map(leaves(after, '', format).map(({ path, value }) => [path, value]));
  const paths = [...new Set([...old.keys(), ...fresh.keys()])];
  return {
    facts: leaves(rest, '', format),
    differences: paths
      .filter((path) => old.get(path) !== fresh.get(path))
      .map((path) => ({ path, before: old.get(path), after: fresh.get(path) })),
  };
}

/** The same for a file: as it is stored, so that a program can compare it. */
export const asStored = (value: unknown): string => (value === undefined ? '' : canonicalJson(value));
