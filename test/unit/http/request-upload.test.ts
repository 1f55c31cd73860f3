import { describe, expect, it } from 'vitest';
import type { PresignPut } from '../../../functions/adapters/s3/presign.ts';
import { isUploadOf, requestUpload } from '../../../functions/http/request-upload/step.ts';
import { person } from '../../support/approval-world.ts';

const officer = { personId: person('petugas-disnaker'), roles: ['officer' as const] };
const SHA = 'b'.repeat(64);

function presigner() {
  const asked: PresignPut[] = [];
  const presignPut = (request: PresignPut) => {
    asked.push(request);
    return Promise.resolve({
      url: 'https://uploads.example.test/',
      headers: {},
      expiresAt: '2026-12-07T02:15:00.000Z',
    });
  };
  const deps = { objects: { presignPut }, bucket: 'uploads', randomBytes: (count: number) => Buffer.alloc(count, 7) };
  return { asked, deps };
}

describe('asking for an upload address', () => {
  it('gives one for exactly this content, under the own prefix, that submit will take', async () => {
    const { asked, deps } = presigner();
    const body = { fileName: 'Usulan Januari.XLSX', kind: 'roster' as const, bytes: 1234, sha256: SHA };

    const { uploadKey } = await requestUpload({ body, caller: officer }, deps);

    expect(asked).toMatchObject([{ key: uploadKey, bytes: 1234, sha256: SHA, expiresSeconds: 900 }]);
    expect(asked[0]?.contentType).toMatch(/spreadsheetml/);
    expect(isUploadOf('petugas-disnaker', uploadKey)).toBe(true);
  });

  it.each(['usulan.csv.exe', 'usulan', 'usulan.xls', '.csv.'])('is refused for a file called %s', async (fileName) => {
    const { asked, deps } = presigner();
    const body = { fileName, kind: 'roster' as const, bytes: 1, sha256: SHA };

    await expect(requestUpload({ body, caller: officer }, deps)).rejects.toMatchObject({ code: 'wrong-file-type' });
    expect(asked).toEqual([]);
  });
});

describe('an upload key', () => {
  it.each([
    'uploads/petugas/a.csv',
    'uploads/petugas-disnaker-2/a.csv',
    'uploads/petugas-disnaker/../bendahara/a.csv',
    'uploads/petugas-disnaker/b/a.csv',
    'uploads/petugas-disnaker/',
    'uploads/petugas-disnaker/a.csv?versionId=1',
    'requests/REV00001/roster.csv',
  ])('like %s is nobody’s own', (uploadKey) => {
    expect(isUploadOf('petugas-disnaker', uploadKey)).toBe(false);
  });
});
