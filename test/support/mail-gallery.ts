import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Configuration } from '../../domain/configuration/configuration.ts';
import { rupiah } from '../../domain/money/money.ts';
import { month } from '../../domain/period/period.ts';
import { batchHeadSchema } from '../../functions/adapters/dynamodb/batch-records.ts';
import { batchKey, renewalKey, revisionKey } from '../../functions/adapters/dynamodb/keys.ts';
import { outboxMail } from '../../functions/adapters/dynamodb/outbox.ts';
import type { RevisionHead } from '../../functions/adapters/dynamodb/records.ts';
import type { Renewal } from '../../functions/adapters/dynamodb/renewal-records.ts';
import type { Table } from '../../functions/adapters/dynamodb/table.ts';
import { transact } from '../../functions/adapters/dynamodb/transact.ts';
import type { MailMessage } from '../../functions/adapters/ses/mail-sender.ts';
import { rejectChange } from '../../functions/http/reject-change/step.ts';
import type { MailContent } from '../../functions/mail/mail-content.ts';
import { openNextLevel } from '../../functions/steps/open-level/step.ts';
import { reviewLevel } from '../../functions/steps/review-level/step.ts';
import { sendMail } from '../../functions/steps/send-mail/step.ts';
import { administrationWorld, caller } from './administration-world.ts';
import type { AdministrationWorld } from './administration-world.ts';
import { approvingHead, merantiConfiguration, person, REVISION, START } from './approval-world.ts';

/** What people have written, quoted in mails. */
export interface MailWords {
  readonly title: string;
  /** Of whoever passes an item on, decides or proposes. */
  readonly name: string;
  readonly standIn: string;
  readonly reason: string;
}
export const PLAIN: MailWords = {
  title: 'Pekerja rentan Januari',
  name: 'Kepala Bidang Hubungan Industrial',
  standIn: 'Kepala Seksi Jaminan Sosial',
  reason: 'Lampirkan SK yang sudah ditandatangani.',
};

type World = AdministrationWorld;
type Language = 'id' | 'en';
type Template = MailContent['template'];

interface Sample {
  readonly to: string;
  /** Brings the mail about, or stores it as the product would. */
  readonly make: (world: World, words: MailWords) => Promise<unknown>;
}

const DAY_MS = 86_400_000;
const BATCH = batchHeadSchema.parse({
  batchId: 'SG-202701-1-APBD-1',
  slot: 's',
  status: 'sent',
  version: 1,
  attempt: 1,
  wadahId: 'SG',
  sourceId: 'APBD',
  programmes: ['JKK', 'JKM'],
  period: { firstMonth: '2027-01', months: 1 },
  fiscalYear: 2027,
  sequence: 1,
  number: 7,
  openedAt: START,
  changedAt: START,
  dueDate: '2027-02-15',
  members: 3,
  lines: 5005,
  total: 84_084_000,
});

const put = ({ deps: { table } }: World, item: object) =>
  table.client.send(new PutCommand({ TableName: table.name, Item: { ...item } }));
const setHead = (world: World, change: Partial<RevisionHead>, { title }: MailWords) => {
  const plain = approvingHead();
  return put(world, { ...revisionKey(REVISION), ...plain, header: { ...plain.header, title }, ...change });
};
const store = (world: World, content: MailContent, to: string) =>
  transact(world.deps.table, [
    outboxMail(world.deps.table, { ...content, mailId: `a-${content.template}`, personId: person(to), at: START }),
  ]);
const open = (world: World) => openNextLevel({ revisionId: REVISION }, world.deps);
/** What is in the outbox by now is not what the sample is about. */
const clear = async (world: World) => {
  await sendMail({}, world.deps);
  world.mails.length = 0;
};
const reviewAfter = async (world: World, days: number) => {
  await open(world);
  await clear(world);
  world.moveClock(days * DAY_MS);
  await reviewLevel({ revisionId: REVISION, level: 1 }, world.deps);
};
const decision = (template: 'approval-confirmation' | 'approval-decided'): Sample => ({
  to: template === 'approval-decided' ? 'asisten-pemerintahan' : 'kabid-hi',
  make: async (world) => {
    await open(world);
    await clear(world);
    const data = { revisionId: REVISION, level: 1, word: 'return' as const, decidedBy: person('kabid-hi'), at: START };
    await store(world, { template, data }, template === 'approval-decided' ? 'asisten-pemerintahan' : 'kabid-hi');
  },
});
const ABSENCE = {
  fromPersonId: 'kabid-hi',
  toPersonId: 'kasi-jamsos',
  from: '2027-01-04T17:00:00.000Z',
  until: '2027-01-08T17:00:00.000Z',
};
const batch = (template: 'batch-ready' | 'batch-reminder' | 'batch-closed'): Sample => ({
  to: 'bendahara',
  make: async (world) => {
    await put(world, { ...batchKey(BATCH.batchId), ...BATCH });
    await store(world, { template, data: { batchId: BATCH.batchId } }, 'bendahara');
  },
});
const renewal = ({ title }: MailWords): Renewal => ({
  revisionId: REVISION,
  requestId: approvingHead().requestId,
  officeId: 'disnaker',
  officerId: person('petugas-disnaker'),
  ending: { firstMonth: month('2027-01'), months: 3 },
  header: { ...approvingHead().header, title, period: { firstMonth: month('2027-04'), months: 3 } },
  workers: 4988,
  dueDate: '2027-05-17',
  proposedAt: START,
});

/** One of each kind; a kind of mail without a sample here does not compile. */
const SAMPLES: Readonly<Record<Template | 'digest' | 'absence-confirmed', Sample>> = {
  'approval-request': { to: 'kabid-hi', make: open },
  'approval-reminder': { to: 'kabid-hi', make: (world) => reviewAfter(world, 1) },
  'approval-escalation': { to: 'asisten-pemerintahan', make: (world) => reviewAfter(world, 3) },
  'approval-delegation': {
    to: 'kasi-jamsos',
    make: async (world) => {
      await open(world);
      await clear(world);
      await world.change({ kind: 'delegation', content: { ...ABSENCE, from: START } });
    },
  },
  'approval-confirmation': decision('approval-confirmation'),
  'approval-decided': decision('approval-decided'),
  digest: {
    to: 'kabid-hi',
    make: async (world, words) => {
      for (const id of ['REV00002', 'REV00003'] as const) {
        const head = { ...approvingHead(), header: { ...approvingHead().header, title: `${words.title} ${id}` } };
        await put(world, { ...head, ...revisionKey(id as typeof REVISION), revisionId: id });
        await openNextLevel({ revisionId: id as typeof REVISION }, world.deps);
      }
      await reviewAfter(world, 1);
    },
  },
  'request-outcome': {
    to: 'petugas-disnaker',
    make: async (world, words) => {
      const text = `Dikembalikan pada tingkat Kepala Bidang: ${words.reason}`;
      await setHead(world, { status: 'returned', outcome: { code: 'level-returned', id: text, en: text } }, words);
      await store(world, { template: 'request-outcome', data: { revisionId: REVISION } }, 'petugas-disnaker');
    },
  },
  'workers-removed': {
    to: 'petugas-disnaker',
    make: async (world, words) => {
      const object = { key: 'k', sha256: 'a'.repeat(64), bytes: 1 };
      await setHead(world, { removal: { object, workers: 5, amount: rupiah(84_000) } }, words);
      await store(world, { template: 'workers-removed', data: { revisionId: REVISION } }, 'petugas-disnaker');
    },
  },
  'renewal-proposed': {
    to: 'petugas-disnaker',
    make: async (world, words) => {
      await put(world, { ...renewalKey(REVISION), ...renewal(words) });
      await store(world, { template: 'renewal-proposed', data: { revisionId: REVISION } }, 'petugas-disnaker');
    },
  },
  'address-changed': {
    to: 'kabid-lama',
    make: (world) =>
      store(world, { template: 'address-changed', data: { oldAddress: 'kabid-lama@example.test' } }, 'kabid-hi'),
  },
  'change-waiting': {
    to: 'admin-disnaker',
    make: (world) => world.propose({ kind: 'delegation', content: ABSENCE }),
  },
  'absence-answered': {
    to: 'kabid-hi',
    make: async (world, { reason }) => {
      const { changeId } = await world.propose({ kind: 'delegation', content: ABSENCE }, 'kabid-hi');
      await rejectChange({ params: { changeId }, body: { reason }, caller: caller('admin-disnaker') }, world.deps);
    },
  },
  'absence-confirmed': {
    to: 'kabid-hi',
    make: async (world) => {
      const { changeId } = await world.propose({ kind: 'delegation', content: ABSENCE }, 'kabid-hi');
      await world.confirm(changeId);
    },
  },
  'absence-set': {
    to: 'kabid-hi',
    make: async (world) => {
      await world.change({ kind: 'delegation', content: ABSENCE });
    },
  },
  'batch-ready': batch('batch-ready'),
  'batch-reminder': batch('batch-reminder'),
  'batch-closed': batch('batch-closed'),
};

function configurationIn(language: Language, { name, standIn }: MailWords): Configuration {
  const configuration = merantiConfiguration();
  const names: Readonly<Record<string, string>> = { 'kabid-hi': name, 'kasi-jamsos': standIn };
  const people = configuration.people.map((one) => ({ ...one, language, name: names[one.personId] ?? one.name }));
  return { ...configuration, people };
}

export interface GalleryMail {
  readonly name: string;
  /** As it is handed over to the mail service. */
  readonly mail: (language: Language, words?: MailWords) => Promise<MailMessage>;
}

/** Every kind of mail, brought about and sent by the functions that do it in production, each in a world of its own. */
export function mailGallery(newTable: () => Promise<Table>): GalleryMail[] {
  return Object.entries(SAMPLES).map(([name, { to, make }]) => ({
    name,
    mail: async (language, words = PLAIN) => {
      const world = await administrationWorld(await newTable(), configurationIn(language, words));
      await setHead(world, {}, words);
      await make(world, words);
      await sendMail({}, world.deps);
      const mail = world.mails.find((one) => one.to === `${to}@example.test`);
      if (mail === undefined) throw new Error(`${name} reached nobody of that name`);
      return mail;
    },
  }));
}
