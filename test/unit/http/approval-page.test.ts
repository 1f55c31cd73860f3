import { beforeEach, describe, expect, test } from 'vitest';
import { endRevision } from '../../../functions/adapters/dynamodb/end-revision.ts';
import { readLevel } from '../../../functions/adapters/dynamodb/level-store.ts';
import { tellToken } from '../../../functions/adapters/dynamodb/token-store.ts';
import { decideApproval } from '../../../functions/http/decide-approval/step.ts';
import { showApproval } from '../../../functions/http/show-approval/step.ts';
import { showApprovalRows } from '../../../functions/http/show-approval-rows/step.ts';
import { htmlAnswer } from '../../../functions/pages/answer.ts';
import { awaitDecision } from '../../../functions/steps/await-decision/step.ts';
import { openNextLevel } from '../../../functions/steps/open-level/step.ts';
import { reviewLevel } from '../../../functions/steps/review-level/step.ts';
import { approvalWorld, REVISION, START, WORKERS } from '../../support/approval-world.ts';
import type { ApprovalWorld } from '../../support/approval-world.ts';
import { newTable } from '../../support/dynamodb-local.ts';

const HOUR = 3_600_000;
const FORM = 'application/x-www-form-urlencoded';
let world: ApprovalWorld;
let secret: string;

beforeEach(async () => {
  world = await approvalWorld(await newTable());
  await openNextLevel({ revisionId: REVISION }, world.deps);
  secret = await world.secretOf('kabid-hi');
});

interface Shown {
  readonly status: number;
  readonly text: string;
}
const shown = (answer: Awaited<ReturnType<typeof showApproval>>): Shown => ({
  status: answer.status,
  text: htmlAnswer(answer).body ?? '',
});
const call = (change: {
  method?: string;
  secret?: string;
  contentType?: string;
  body?: string;
  lang?: 'id' | 'en';
}) => ({
  method: change.method ?? 'GET',
  secret: change.secret ?? secret,
  query: { lang: change.lang },
  contentType: change.contentType ?? '',
  body: change.body ?? '',
});
const show = async (change: Parameters<typeof call>[0] = {}) => shown(await showApproval(call(change), world.deps));
const rows = async (page = 1, of = secret) => {
  const asked = { ...call({ secret: of }), query: { lang: undefined, page } };
  return shown(await showApprovalRows(asked, world.deps));
};
const nonceOf = (page: Shown) => /name="nonce" value="([^"]+)"/.exec(page.text)?.[1] ?? '';
const post = async (fields: Record<string, string>, change: Parameters<typeof call>[0] = {}) => {
  const body = new URLSearchParams(fields).toString();
  return shown(await decideApproval(call({ method: 'POST', contentType: FORM, body, ...change }), world.deps));
};
const decide = async (fields: Record<string, string>, change: Parameters<typeof call>[0] = {}) => {
  const nonce = nonceOf(await show(change));
  return post({ nonce, workers: String(WORKERS), ...fields }, change);
};
const level = (number = 1) => readLevel(world.deps.table, { revisionId: REVISION, level: number });
const votes = async (number = 1) =>
  (await level(number))?.seats.flatMap((seat) => (seat.vote ? [seat.vote] : [])) ?? [];

describe('the page behind a link', () => {
  test('shows who asks, for how many, how much, out of which budget, and masked rows', async () => {
    const page = await show();
    expect(page.status).toBe(200);
    for (const text of [
      'Pekerja rentan Januari',
      'Petugas Disnaker',
      'Dinas Tenaga Kerja dan Transmigrasi',
      '5.005',
      'Rp84.084.000',
      'delapan puluh empat juta delapan puluh empat ribu rupiah',
      'APBD Kabupaten',
      '3.000.000.000',
      '2.949.950.000',
      'SK-1/2027',
      'https://files.example.test/requests/REV00001/sk.pdf',
      '1410********0001',
      'tanggal lahir berbeda dari NIK',
      'c0ff ee00 0000 0000',
      'Senin, 11 Januari 2027 pukul 09.00.00 WIB',
    ]) {
      expect(page.text).toContain(text);
    }
  });

  test('counts the workers by place, occupation, age and sex, ages in their order', async () => {
    const { text } = await show({ lang: 'en' });
    for (const heading of ['Kecamatan', 'Occupation', 'Age', 'Sex']) expect(text).toContain(`<h3>${heading}</h3>`);
    const ages = ['0–19', '20–29', '30–39', '60+'].map((band) => text.indexOf(`<th scope="row">${band}</th>`));
    expect(ages.every((place) => place > 0)).toBe(true);
    expect(ages).toEqual(ages.toSorted((a, b) => a - b));
  });

  test('never holds a whole NIK, and shows markup in a name as text', async () => {
    const page = await show();
    expect(page.text).not.toMatch(/\d{16}/);
    expect(page.text).toContain('Siti &lt;b&gt;Aminah&lt;/b&gt;');
  });

  test('leaves refused workers out of the sample, and marks them in the complete list', async () => {
    expect((await show()).text).not.toContain('1410********0003');
    const list = await rows();
    expect(list.text).toContain('1410********0003');
    expect(list.text).toContain('tidak ikut: pekerjaan perlu dicermati');
    expect((await rows(99)).text).toContain('Tidak ada baris di halaman ini');
  });

  test('comes in English when asked, and stays under 60 KB without script or outside resources', async () => {
    const page = await show({ lang: 'en' });
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).toContain('eighty-four million');
    expect(Buffer.byteLength(page.text)).toBeLessThan(60_000);
    expect(page.text).not.toMatch(/<script|\son\w+=|src=/);
  });

  test('stays under 60 KB for the whole regency, with every occupation and reason that there can be', async () => {
    const many = (count: number, name: (index: number) => string) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), 100_000 - index]));
    const { summary, header } = await world.head();
    if (summary === undefined) throw new Error('the sample request is summarised');
    const large = {
      ...summary,
      byKecamatan: many(9, (index) => `14.10.0${index + 1}`),
      byVillage: many(101, (index) => `14.10.01.${2000 + index}`),
      byOccupation: many(60, (index) => `pekerjaan-yang-panjang-namanya-${index}`),
      byAge: many(12, (index) => `${index * 10}-${index * 10 + 9}`),
      reasons: many(36, (index) => `aturan-${index}`),
    };
    const head = { summary: large, header: { ...header, title: '“&<>'.repeat(50) } };
    world = await approvalWorld(await newTable(), { head, plainRows: 250 });
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const page = await show({ secret: await world.secretOf('kabid-hi') });
    expect(page.status).toBe(200);
    expect(page.text.match(/1410\*{8}/g)).toHaveLength(25);
    expect(Buffer.byteLength(page.text)).toBeLessThan(60_000);
  });

  test('is not kept, not framed, tells nobody where it stood, and lets only its own style in', async () => {
    const { headers } = htmlAnswer(await showApproval(call({}), world.deps));
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    expect(headers?.['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]+'; form-action 'self'/,
    );
  });

  test('opened by GET and HEAD a hundred times it changes nothing that is stored', async () => {
    const before = [await world.head(), await level(), await world.events(), await world.outbox()];
    for (let times = 0; times < 50; times += 1) await Promise.all([show(), show({ method: 'HEAD' })]);
    expect([await world.head(), await level(), await world.events(), await world.outbox()]).toEqual(before);
  });

  test('a link that was tampered with, is empty or never existed says the same and nothing of the request', async () => {
    const tampered = `${secret.slice(0, -1)}${secret.endsWith('A') ? 'E' : 'A'}`;
    for (const wrong of [tampered, '', 'x', `${secret}x`, '../..', 'ü'.repeat(43)]) {
      for (const page of [await show({ secret: wrong }), await rows(1, wrong), await decide({}, { secret: wrong })]) {
        expect(page.status).toBe(404);
        expect(page.text).toContain('Tautan tidak dikenal');
        expect(page.text).not.toContain('Pekerja rentan');
      }
    }
  });

  test('a used link shows only the decision and when', async () => {
    world.setClock('2027-01-05T03:04:05.000Z');
    await decide({ decision: 'approve' });
    const page = await show();
    expect(page).toMatchObject({ status: 200 });
    expect(page.text).toContain('Anda menyetujui usulan ini pada Selasa, 5 Januari 2027 pukul 10.04.05 WIB');
    expect(page.text).not.toContain('Pekerja rentan Januari');
    expect((await rows()).text).not.toContain('1410****');
  });

  test('an expired link says until when, from the exact second on', async () => {
    world.setClock('2027-01-11T01:59:59.999Z');
    expect((await show()).status).toBe(200);
    world.setClock('2027-01-11T02:00:00.000Z');
    const page = await show();
    expect(page.status).toBe(410);
    expect(page.text).toContain('Senin, 11 Januari 2027 pukul 09.00.00 WIB');
    await reviewLevel({ revisionId: REVISION, level: 1 }, world.deps);
    expect((await show()).text).toContain('Batas waktu sudah lewat');
  });

  test('the link of a request that was withdrawn has nothing left to decide', async () => {
    const outcome = { code: 'withdrawn', id: 'Ditarik', en: 'Withdrawn' };
    const now = world.deps.now();
    await endRevision(world.deps.table, {
      revisionId: REVISION,
      to: 'withdrawn',
      outcome,
      by: 'petugas-disnaker',
      now,
    });
    const page = await show();
    expect(page.status).toBe(410);
    expect(page.text).toContain('Usulan ini sudah diakhiri');
    expect((await decide({ decision: 'approve' })).status).toBe(410);
  });

  test('an earlier link of the same person stays valid beside the reminder’s', async () => {
    world.moveClock(24 * HOUR);
    await reviewLevel({ revisionId: REVISION, level: 1 }, world.deps);
    const second = await world.secretOf('kabid-hi');
    expect(second).not.toBe(secret);
    expect((await show()).status).toBe(200);
    await decide({ decision: 'approve' }, { secret: second });
    expect((await show()).text).toContain('Keputusan Anda sudah tercatat');
  });
});

describe('deciding', () => {
  test('an approval is stored with its event, confirmed by mail, and wakes the waiting machine', async () => {
    const waiting = { revisionId: REVISION, level: 1, taskToken: 'token-1', enteredTime: START, retryCount: 0 };
    await awaitDecision(waiting, world.deps);
    const page = await decide({ decision: 'approve', workers: '5.005' });
    expect(page.status).toBe(200);
    expect(await votes()).toMatchObject([{ word: 'approve', byPersonId: 'kabid-hi' }]);
    expect(world.told).toEqual(['token-1']);
    expect((await world.events()).at(-1)).toMatchObject({
      type: 'level-voted',
      by: 'kabid-hi',
      data: { verdict: 'approved', contentHash: (await world.head()).contentHash },
    });
    expect((await world.outbox()).map((mail) => mail.template)).toEqual(['approval-confirmation']);
  });

  test('when the waiting machine cannot be told, the decision stands, and repair finds what it has to tell', async () => {
    const waiting = { revisionId: REVISION, level: 1, taskToken: 'token-1', enteredTime: START, retryCount: 0 };
    await awaitDecision(waiting, world.deps);
    const { table, answerToken } = world.deps;
    const deps = { ...world.deps, answerToken: () => Promise.reject(new Error('the machine cannot be reached')) };
    const body = new URLSearchParams({ nonce: nonceOf(await show()), workers: '5005', decision: 'approve' }).toString();
    const answer = await decideApproval(call({ method: 'POST', contentType: FORM, body }), deps);
    expect(answer.status).toBe(200);
    const due = (await world.everything()).filter((item) => String(item['sk']).startsWith('TOKEN#'));
    expect(due).toMatchObject([{ token: 'token-1', duePk: 'DUE', dueBy: '2027-01-04T02:02:00.000Z' }]);
    const tell = { pk: `REVISION#${REVISION}`, name: 'LEVEL#01', output: {}, at: '2027-01-04T02:05:00.000Z' };
    await tellToken(table, tell, answerToken);
    expect(world.told).toEqual(['token-1']);
    expect((await world.everything()).filter((item) => String(item['sk']).startsWith('TOKEN#'))).toEqual([]);
  });

  test('a rejection or a return needs a reason, and keeps it', async () => {
    expect((await decide({ decision: 'reject' })).status).toBe(400);
    expect((await decide({ decision: 'return', reason: '  \n ' })).status).toBe(400);
    expect(await votes()).toEqual([]);
    await decide({ decision: 'reject', reason: 'baris\r\nkedua <script>' });
    expect(await votes()).toMatchObject([{ word: 'reject', reason: 'baris\nkedua <script>' }]);
  });

  test.each([
    ['no decision word', { decision: '' }],
    ['an unknown decision word', { decision: 'yes' }],
    ['no number of workers', { decision: 'approve', workers: '' }],
    ['another number of workers', { decision: 'approve', workers: '5004' }],
    ['a number that is none', { decision: 'approve', workers: '5005x' }],
    ['no nonce', { decision: 'approve', nonce: '' }],
    ['a made-up nonce', { decision: 'approve', nonce: 'abc.def' }],
    ['a reason of more than a thousand characters', { decision: 'reject', reason: 'x'.repeat(1001) }],
    ['a NIK in the reason', { decision: 'return', reason: 'hapus 1410010101900001, sudah meninggal' }],
    ['a NIK written in groups', { decision: 'reject', reason: 'lihat 1410 0101 0190 0001' }],
  ])('with %s it says what is wrong and stores nothing', async (_what, fields) => {
    const page = await decide(fields);
    expect(page.status).toBe(400);
    expect(page.text).toContain('Tidak ada yang dicatat:');
    expect(await votes()).toEqual([]);
    expect((await level())?.status).toBe('open');
  });

  test.each(['', '{"decision":"reject","reason":"x"}', '%E0%A4%A', 'decision', '=&=&='])(
    'a body that is no form of ours (%s) is answered with a sentence and is no rejection',
    async (body) => {
      const page = shown(await decideApproval(call({ method: 'POST', contentType: FORM, body }), world.deps));
      expect(page.status).toBe(400);
      expect(page.text).toContain('pilih setujui, kembalikan, tolak atau alihkan');
      expect(await votes()).toEqual([]);
    },
  );

  test('what was written is still there when the form comes back', async () => {
    const page = await decide({ decision: 'return', reason: 'tolong lengkapi <data>', workers: '1' });
    expect(page.text).toContain('tolong lengkapi &lt;data&gt;</textarea>');
    expect(page.text).toMatch(/<details class="choice warn" open>\s*<summary>Kembalikan/);
  });

  test('a page that stood open for more than thirty minutes asks again, and then takes the decision', async () => {
    const nonce = nonceOf(await show());
    world.moveClock(30 * 60_000 + 1);
    const again = await post({ nonce, workers: String(WORKERS), decision: 'approve' });
    expect(again.status).toBe(400);
    expect(again.text).toContain('halaman terlalu lama terbuka');
    expect((await post({ nonce: nonceOf(again), workers: String(WORKERS), decision: 'approve' })).status).toBe(200);
    expect(await votes()).toHaveLength(1);
  });

  test('the nonce of another person’s page does not count', async () => {
    await decide({ decision: 'approve' });
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const one = await world.secretOf('kadis-naker');
    const other = await world.secretOf('sekretaris-dinas');
    const nonce = nonceOf(await show({ secret: one }));
    const page = await post({ nonce, workers: String(WORKERS), decision: 'approve' }, { secret: other });
    expect(page.status).toBe(400);
    expect(await votes(2)).toEqual([]);
  });

  test('another method, content type or a huge body is refused and is no rejection', async () => {
    const body = new URLSearchParams({ decision: 'reject', reason: 'x', workers: '5005' }).toString();
    for (const method of ['GET', 'PUT', 'DELETE', 'HEAD']) {
      expect(shown(await decideApproval(call({ method, contentType: FORM, body }), world.deps)).status).toBe(405);
    }
    for (const contentType of ['', 'application/json', 'text/plain', 'multipart/form-data']) {
      expect((await post({ decision: 'reject' }, { contentType })).status).toBe(415);
    }
    expect((await post({ decision: 'reject', reason: 'x'.repeat(20_000) })).status).toBe(413);
    expect((await show({ method: 'POST' })).status).toBe(405);
    expect(await votes()).toEqual([]);
  });

  test('a second vote of the same person changes nothing, whatever it says', async () => {
    await decide({ decision: 'approve' });
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const first = await world.secretOf('kadis-naker');
    const nonce = nonceOf(await show({ secret: first }));
    const fields = { nonce, workers: String(WORKERS) };
    await post({ ...fields, decision: 'approve' }, { secret: first });
    const again = await post({ ...fields, decision: 'reject', reason: 'berubah pikiran' }, { secret: first });
    expect(again.text).toContain('Anda menyetujui usulan ini');
    expect(await votes(2)).toMatchObject([{ word: 'approve' }]);
  });

  test('those whose vote is needed no more are told, and their links have nothing to decide', async () => {
    await decide({ decision: 'approve' });
    await openNextLevel({ revisionId: REVISION }, world.deps);
    const silent = await world.secretOf('kabid-anggaran');
    for (const personId of ['kadis-naker', 'sekretaris-dinas']) {
      await decide({ decision: 'approve' }, { secret: await world.secretOf(personId) });
    }
    expect((await world.outbox()).map((mail) => `${mail.template} ${mail.personId}`)).toContain(
      'approval-decided kabid-anggaran',
    );
    const page = await decide({ decision: 'reject', reason: 'terlambat' }, { secret: silent });
    expect(page.status).toBe(410);
    expect(await votes(2)).toHaveLength(2);
  });

  test('passing on moves the seat: the old link decides nothing, the new one does, both names stand in the trail', async () => {
    expect((await decide({ decision: 'delegate', delegateTo: 'sekda' })).status).toBe(409);
    expect((await decide({ decision: 'delegate', delegateTo: '' })).status).toBe(409);
    expect((await decide({ decision: 'delegate', delegateTo: 'kasi-jamsos' })).text).toContain(
      'Keputusan sudah dialihkan',
    );
    expect(await show()).toMatchObject({ status: 410 });
    expect((await show()).text).toContain('Keputusan ini sudah dialihkan');
    const fresh = await world.secretOf('kasi-jamsos');
    await decide({ decision: 'approve' }, { secret: fresh });
    expect(await votes()).toMatchObject([{ byPersonId: 'kasi-jamsos' }]);
    const passed = (await world.events()).find((event) => event.type === 'level-delegated');
    expect(passed).toMatchObject({ by: 'kabid-hi', data: { to: 'kasi-jamsos' } });
  });

  test('a level that demands a PIN does not take a decision by link alone', async () => {
    const { configuration } = world.deps;
    const { document } = await configuration.current('policy');
    const levels = document.levels.map((one) => ({ ...one, proof: 'link+pin' as const }));
    const pinned = await approvalWorld(await newTable());
    const strict = {
      ...configuration,
      version: () => Promise.resolve({ version: 1, document: { ...document, levels } }),
    } as unknown as typeof configuration;
    await openNextLevel({ revisionId: REVISION }, { ...pinned.deps, configuration: strict });
    world = pinned;
    const page = await show({ secret: await pinned.secretOf('kabid-hi') });
    expect(page.status).toBe(403);
  });
});
