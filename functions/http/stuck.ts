import { RefusedError } from '../../domain/errors.ts';
import { isDead } from '../../domain/request/lifecycle.ts';
import type { RevisionHead } from '../adapters/dynamodb/records.ts';

/** Repair has used up its attempts; only then does an administrator step into what officers and officials decide. */
export function isStuck(head: Pick<RevisionHead, 'status' | 'needsAdministrator'>): boolean {
  return head.needsAdministrator === true && !isDead(head.status);
}

export function notStuck(): RefusedError {
  return new RefusedError({
    code: 'not-stuck',
    kind: 'conflict',
    text: {
      id: 'Usulan ini tidak menunggu keputusan administrator.',
      en: 'This request does not wait for an administrator.',
    },
  });
}
