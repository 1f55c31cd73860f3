import type { Rupiah } from '../../../domain/money/money.ts';
import { contentHash } from '../../../domain/request/line-hash.ts';
import { sha256Hex } from '../../adapters/dynamodb/audit-log.ts';
import type { RevisionHead } from '../../adapters/dynamodb/records.ts';

export interface ContentParts {
  readonly lineHashes: readonly string[];
  readonly tariffRows: Iterable<string>;
  readonly rulesVersions: Iterable<string>;
  /** The sum that approvers see, before any removal. */
  readonly total: Rupiah;
}

/** The content hash of a revision from its head and its lines; the second check makes it anew from the same parts. */
export function contentHashOf(head: RevisionHead, parts: ContentParts): string {
  const { header, roster, papers, configuration } = head;
  return contentHash(
    {
      header,
      total: parts.total,
      files: { roster: roster.sha256, sk: papers.sk?.sha256, pks: papers.pks?.sha256 },
      lineHashes: parts.lineHashes,
      tariffRows: [...parts.tariffRows],
      rules: [
        ...parts.rulesVersions,
        `policy-${configuration.policy}`,
        `programmes-${configuration.programmes}`,
        `tariffs-${configuration.tariffs}`,
      ],
    },
    sha256Hex,
  );
}
