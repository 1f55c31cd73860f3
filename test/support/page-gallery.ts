import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Freeze } from '../../domain/approval/freeze.ts';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { putFreeze } from '../../functions/adapters/dynamodb/absence-store.ts';
import { endRevision } from '../../functions/adapters/dynamodb/end-revision.ts';
import { hashPin, putPin } from '../../functions/adapters/dynamodb/pin-store.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { transact } from '../../functions/adapters/dynamodb/transact.ts';
import { decideApproval } from '../../functions/http/decide-approval/step.ts';
import { showApproval } from '../../functions/http/show-approval/step.ts';
import { showApprovalRows } from '../../functions/http/show-approval-rows/step.ts';
import { htmlAnswer } from '../../functions/pages/answer.ts';
import type { PageAnswer } from '../../functions/pages/answer.ts';
import { noticePage, OUR_FAULT } from '../../functions/pages/notice.ts';
import type { Language } from '../../functions/pages/words.ts';
import { loadDocument } from '../../functions/steps/load-configuration/load-document.ts';
import { openNextLevel } from '../../functions/steps/open-level/step.ts';
import { approvalWorld, merantiConfiguration, person, REVISION, START, WORKERS } from './approval-world.ts';

/** A page of the approver's in one of its states, made by the functions that answer in production. */
export interface GalleryPage {
  readonly name: string;
  readonly status: number;
  readonly answer: (language: Language) => Promise<PageAnswer>;
}

const FORM = 'application/x-www-form-urlencoded';
const END = '2027-01-11T02:00:00.000Z';
const PIN = '482913';

/** One world with its first level open, and what a browser can ask of it. */
async function room(newTable: () => Promise<Table>, configuration: Configuration = merantiConfiguration()) {
  const world = await approvalWorld(await newTable(), { configuration, plainRows: 250 });
  await openNextLevel({ revisionId: REVISION }, world.deps);
  const secret = await world.secretOf('kabid-hi');
  const show = (language: Language, of = secret) => showApproval(callOf({ method: 'GET', of, language }), world.deps);
  const post = (language: Language, sent: Partial<Sent> = {}) =>
    decideApproval(callOf({ method: 'POST', of: secret, language, contentType: FORM, ...sent }), world.deps);
  const decide = async (language: Language, fields: Record<string, string>, of = secret) => {
    const nonce = /name="nonce" value="([^"]+)"/.exec(htmlAnswer(await show(language, of)).body ?? '')?.[1] ?? '';
    const body = new URLSearchParams({ nonce, workers: String(WORKERS), ...fields }).toString();
    return post(language, { body, of });
  };
  const rows = (language: Language, page: number) =>
    showApprovalRows(
      { ...callOf({ method: 'GET', of: secret, language }), query: { lang: language, page } },
      world.deps,
    );
  return { world, secret, show, post, decide, rows };
}
type Room = Awaited<ReturnType<typeof room>>;

interface Sent {
  readonly method: string;
  readonly of: string;
  readonly language: Language;
  readonly contentType?: string;
  readonly body?: string;
}
const callOf = ({ method, of, language, contentType = '', body = '' }: Sent) => ({
  method,
  secret: of,
  query: { lang: language },
  contentType,
  body,
});

interface State {
  readonly name: string;
  readonly status: number;
  readonly pinned?: true;
  readonly arrange?: (room: Room) => Promise<unknown>;
  readonly answer: (room: Room, language: Language) => Promise<PageAnswer>;
}

const first = ({ show }: Room, language: Language) => show(language);
const withdraw = ({ world }: Room) =>
  endRevision(world.deps.table, {
    revisionId: REVISION,
    to: 'withdrawn',
    outcome: { code: 'withdrawn', id: 'Ditarik', en: 'Withdrawn' },
    by: 'petugas-disnaker',
    now: world.deps.now(),
  });
const freeze = async ({ world }: Room) => {
  const entry: Freeze = {
    freezeId: 'tutup-buku',
    from: START,
    until: '2027-01-06T02:00:00.000Z',
    reason: { id: 'Tutup buku', en: 'Year-end close' },
  };
  await transact(world.deps.table, [putFreeze(world.deps.table, entry)]);
};
const agreePin = async ({ world }: Room, tries = 0) => {
  const { table } = world.deps;
  const { Put } = putPin(table, person('kabid-hi'), { ...(await hashPin(PIN)), agreedAt: START });
  await table.client.send(new PutCommand({ TableName: table.name, Item: { ...Put?.Item, tries } }));
};
async function loadConfiguration({ world }: Room): Promise<void> {
  for (const [name, content] of Object.entries(merantiConfiguration())) {
    await loadDocument({ table: world.deps.table, at: START }, { name, content });
  }
}
/** The first level approved, the second open: earlier decisions stand on the page, and nobody to pass the item on to. */
const secondLevel = async (here: Room, language: Language) => {
  await here.decide('id', { decision: 'approve' });
  await openNextLevel({ revisionId: REVISION }, here.world.deps);
  return here.show(language, await here.world.secretOf('kadis-naker'));
};

const STATES: readonly State[] = [
  { name: 'open', status: 200, answer: first },
  { name: 'open on the second level', status: 200, answer: secondLevel },
  { name: 'open with a PIN', status: 200, pinned: true, arrange: (here) => agreePin(here), answer: first },
  {
    name: 'sent with a wrong number, the reason kept',
    status: 400,
    answer: ({ decide }, language) =>
      decide(language, { decision: 'return', reason: 'SK belum ada <b>tanda tangan</b>', workers: '1' }),
  },
  {
    name: 'sent with a wrong PIN',
    status: 403,
    pinned: true,
    arrange: (here) => agreePin(here),
    answer: ({ decide }, language) => decide(language, { decision: 'approve', pin: '000000' }),
  },
  {
    name: 'passed on to somebody whom the policy does not allow',
    status: 409,
    answer: ({ decide }, language) => decide(language, { decision: 'delegate', delegateTo: 'sekda' }),
  },
  {
    name: 'absence without days',
    status: 400,
    answer: ({ decide }, language) => decide(language, { decision: 'absence' }),
  },
  {
    name: 'absence asked for',
    status: 200,
    arrange: loadConfiguration,
    answer: ({ decide }, language) =>
      decide(language, {
        decision: 'absence',
        delegateTo: 'kasi-jamsos',
        absentFrom: '2027-01-05',
        absentUntil: '2027-01-08',
      }),
  },
  ...(['approve', 'reject', 'return'] as const).map((decision): State => ({
    name: `used: ${decision}`,
    status: 200,
    arrange: ({ decide }) => decide('id', { decision, reason: 'Lampirkan SK yang sudah ditandatangani' }),
    answer: first,
  })),
  {
    name: 'just passed on',
    status: 200,
    answer: ({ decide }, language) => decide(language, { decision: 'delegate', delegateTo: 'kasi-jamsos' }),
  },
  {
    name: 'passed on before',
    status: 410,
    arrange: ({ decide }) => decide('id', { decision: 'delegate', delegateTo: 'kasi-jamsos' }),
    answer: first,
  },
  { name: 'expired', status: 410, arrange: async ({ world }) => world.setClock(END), answer: first },
  { name: 'superseded by a withdrawal', status: 410, arrange: withdraw, answer: first },
  { name: 'frozen', status: 409, arrange: freeze, answer: first },
  { name: 'a PIN is missing', status: 403, pinned: true, answer: first },
  { name: 'the PIN is locked', status: 403, pinned: true, arrange: (here) => agreePin(here, 3), answer: first },
  { name: 'foreign or tampered', status: 404, answer: ({ show }, language) => show(language, 'x'.repeat(43)) },
  { name: 'another method', status: 405, answer: ({ post }, language) => post(language, { method: 'PUT' }) },
  {
    name: 'another content type',
    status: 415,
    answer: ({ post }, language) => post(language, { contentType: 'text/plain' }),
  },
  { name: 'too large', status: 413, answer: ({ post }, language) => post(language, { body: 'x'.repeat(20_000) }) },
  { name: 'our fault', status: 503, answer: (_here, language) => Promise.resolve(noticePage(OUR_FAULT, language)) },
  { name: 'rows, first page', status: 200, answer: ({ rows }, language) => rows(language, 1) },
  { name: 'rows, last page', status: 200, answer: ({ rows }, language) => rows(language, 3) },
  { name: 'rows, no such page', status: 200, answer: ({ rows }, language) => rows(language, 99) },
];

/** Every state of the approver's pages, each in a world of its own. */
export function pageGallery(newTable: () => Promise<Table>): GalleryPage[] {
  return STATES.map(({ name, status, pinned, arrange, answer }) => ({
    name,
    status,
    answer: async (language) => {
      const here = await room(newTable, pinned === true ? withPins() : undefined);
      await arrange?.(here);
      return answer(here, language);
    },
  }));
}

function withPins(): Configuration {
  const configuration = merantiConfiguration();
  const levels = configuration.policy.levels.map((level) => ({ ...level, proof: 'link+pin' as const }));
  return { ...configuration, policy: { ...configuration.policy, levels } };
}
