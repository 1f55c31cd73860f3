import { canonicalJson } from '../audit/chain.ts';
import type { Rupiah } from '../money/money.ts';
import type { Programme } from '../programme/programme.ts';

type Sha256 = (text: string) => string;

/** What a line stands for once it is approved: who, with which sealed row, at which amounts. Never its state. */
export interface SealedLine {
  readonly nikHash: string;
  /** The roster row as it was sealed; only its values count, not the order of its fields. */
  readonly row: object;
  /** Rupiah per programme for each month of the period. */
  readonly amounts: Readonly<Partial<Record<Programme, readonly Rupiah[]>>>;
}

/** Lower-case hex SHA-256 of a line (DESIGN section 5). */
export function lineHash(line: SealedLine, sha256: Sha256): string {
  return sha256(canonicalJson([line.nikHash, line.row, line.amounts]));
}

export interface SealedContent {
  readonly header: {
    readonly wadahId: string;
    readonly sourceId: string;
    readonly period: { readonly firstMonth: string; readonly months: number };
    readonly programmes: readonly Programme[];
  };
  readonly total: Rupiah;
  /** SHA-256 of the roster file and of the papers that came with it. */
  readonly files: { readonly roster: string; readonly sk?: string | undefined; readonly pks?: string | undefined };
  /** In any order. */
  readonly lineHashes: readonly string[];
  /** Ids of the tariff rows behind the amounts, and the versions of the rules. */
  readonly tariffRows: readonly string[];
  readonly rules: readonly string[];
}

/** What approvers decide on, as one lower-case hex SHA-256: a change of anything in it changes the hash. */
export function contentHash(content: SealedContent, sha256: Sha256): string {
  const { wadahId, sourceId, period, programmes } = content.header;
  return sha256(
    canonicalJson({
      header: { wadahId, sourceId, period, programmes: programmes.toSorted(), total: content.total },
      files: content.files,
      lines: content.lineHashes.toSorted(),
      tariffRows: content.tariffRows.toSorted(),
      rules: content.rules.toSorted(),
    }),
  );
}
