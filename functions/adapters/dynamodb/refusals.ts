import { RefusedError } from '../../../domain/errors.ts';

/** Also the answer for another office's request: an id alone must tell nothing. */
export function requestNotFound(): RefusedError {
  return new RefusedError({
    code: 'request-not-found',
    kind: 'not-found',
    text: { id: 'Usulan tidak ditemukan.', en: 'There is no such request.' },
  });
}
