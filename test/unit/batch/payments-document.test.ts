import { execFile } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openManifestSigner } from '../../../functions/adapters/kms/manifest-signer.ts';
import { getBatch } from '../../../functions/http/get-batch/step.ts';
import { caller } from '../../support/administration-world.ts';
import { batchWorld } from '../../support/batch-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { startLocalKms } from '../../support/local-kms.ts';
import type { LocalKms } from '../../support/local-kms.ts';

const arn = 'arn:aws:kms:ap-southeast-3:000000000000:key/manifest';
const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const material = pair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const FINGERPRINT = createHash('sha256')
  .update(pair.publicKey.export({ type: 'spki', format: 'der' }))
  .digest('hex');

let kms: LocalKms;
let files: ReadonlyMap<string, Buffer>;
const folders: string[] = [];

beforeAll(async () => {
  kms = await startLocalKms({ id: 'manifest', arn, spec: 'ECC_NIST_P256', usage: 'SIGN_VERIFY', material });
  files = await builtFiles();
});
afterAll(async () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  await kms.stop();
});

/** The files of a batch that the product has built, signed and checked, under the names that a download gives them. */
async function builtFiles(): Promise<Map<string, Buffer>> {
  const world = await batchWorld(await newTable(), { signer: openManifestSigner(arn, kms.client) });
  await world.committed(world.roster(7));
  const { batchId } = await world.createBatch();
  await world.runMachine(batchId);
  const view = await getBatch({ params: { batchId }, caller: caller('bendahara', 'finance') }, world.deps());
  const { objects } = world.requests.objects;
  return new Map(
    view.files.map(({ name }) => [
      `${batchId}-${name}`,
      objects.get(`records/batches/${batchId}/${name}`) ?? Buffer.alloc(0),
    ]),
  );
}

/** The commands of the document, one text for each numbered comment. */
function commands(): string[] {
  const document = readFileSync('docs/payments.md', 'utf8');
  const section = document.slice(document.indexOf('## Checking them without us'));
  const block = /```sh\n([^]*?)```/.exec(section)?.[1] ?? '';
  return block.split(/^# \d+\. .*$/m).slice(1);
}

interface Ended {
  readonly code: number;
  readonly out: string;
}

async function run(script: string, folder: string): Promise<Ended> {
  return new Promise((resolve) => {
    execFile('bash', ['-c', script], { cwd: folder }, (error, stdout) => {
      resolve({ code: error === null ? 0 : Number(error.code), out: stdout });
    });
  });
}

/** Downloads into a folder, alters what is to be altered, and runs every command of the document in turn. */
async function follow(alter: (bytes: Buffer, name: string) => Buffer = (bytes) => bytes): Promise<Ended[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lindung-payments-'));
  folders.push(folder);
  for (const [name, bytes] of files) writeFileSync(join(folder, name), alter(Buffer.from(bytes), name));
  const ended: Ended[] = [];
  for (const script of commands()) ended.push(await run(script, folder));
  return ended;
}

const withOtherByte = (ending: string, at: number) => (bytes: Buffer, name: string) => {
  if (name.endsWith(ending)) bytes[bytes.length - at] = (bytes[bytes.length - at] ?? 0) ^ 1;
  return bytes;
};

describe('the commands with which a receiver checks the files of a batch', () => {
  it('find signature, checksums, lines, rupiah and key right in files as they were built', async () => {
    const [renamed, signature, sums, counts, key, ...more] = await follow();
    expect(more).toEqual([]);
    expect(renamed?.code).toBe(0);
    expect(signature).toEqual({ code: 0, out: 'Verified OK\n' });
    expect(sums).toEqual({
      code: 0,
      out: ['roster.csv', 'roster.xlsx', 'recap.csv', 'recap.xlsx', 'recap.pdf']
        .map((name) => `${name}: OK\n`)
        .join(''),
    });
    const told = ['"lines":7', `"total":${7 * 16_800}`];
    expect(counts).toEqual({ code: 0, out: [...told, ...told, ''].join('\n') });
    expect(key).toEqual({ code: 0, out: `${FINGERPRINT}  -\n` });
  });

  it.each(['roster.csv', 'roster.xlsx', 'recap.csv', 'recap.xlsx', 'recap.pdf'])(
    'fail for %s with one byte changed, and name it',
    async (name) => {
      const [, signature, sums] = await follow(withOtherByte(`-${name}`, 20));
      expect(signature?.code).toBe(0);
      expect(sums?.code).not.toBe(0);
      expect(sums?.out).toContain(`${name}: FAILED`);
      expect(sums?.out.match(/: OK/g)).toHaveLength(4);
    },
  );

  it.each([
    ['manifest.json', 20],
    ['manifest.json.sig', 1],
  ] as const)('fail for %s with one byte changed', async (name, at) => {
    const [, signature] = await follow(withOtherByte(`-${name}`, at));
    expect(signature?.code).not.toBe(0);
    expect(signature?.out).not.toContain('Verified OK');
  });

  it('fail for the public key of somebody else', async () => {
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ type: 'spki', format: 'pem' });
    const [, signature, , , key] = await follow((bytes, name) =>
      name.endsWith('public-key.pem') ? Buffer.from(other) : bytes,
    );
    expect(signature?.code).not.toBe(0);
    expect(key?.out).not.toContain(FINGERPRINT);
  });

  it('show a line that was taken out of the roster in the counts as well', async () => {
    const [, , , counts] = await follow((bytes, name) =>
      name.endsWith('-roster.csv') ? bytes.subarray(0, bytes.lastIndexOf('\r\n', -3) + 2) : bytes,
    );
    expect(counts?.out.split('\n').slice(0, 3)).toEqual(['"lines":6', `"total":${6 * 16_800}`, '"lines":7']);
  });
});
