import { hasRole } from '../../domain/configuration/people.ts';
import { RefusedError } from '../../domain/errors.ts';
import type { Person } from '../adapters/dynamodb/records.ts';

/** Rosters hold whole NIKs, which of a request nobody needs but who proposes the workers. @throws RefusedError */
export function refuseWholeNiks(caller: Person): void {
  if (hasRole(caller, 'officer')) return;
  throw new RefusedError({
    code: 'officers-only',
    kind: 'forbidden',
    text: {
      id: 'Berkas ini hanya untuk petugas pengusul, karena memuat NIK lengkap.',
      en: 'This file is for the proposing officers only, because it holds whole NIKs.',
    },
  });
}
