import type { LevelState, VoteWord } from '../../domain/approval/level.ts';
import { formatRupiah } from '../../domain/money/money.ts';
import type { Text } from '../../domain/text.ts';
import type { RevisionHead } from '../adapters/dynamodb/records.ts';
import { deadlineFact, moment, requestFacts, workersInWords } from './mail-facts.ts';
import type { MailDraft } from './render-mail.ts';

export interface ApprovalMailFacts {
  readonly head: RevisionHead;
  readonly level: LevelState;
  readonly utcOffsetMinutes: number;
}

const PERSONAL: Text = {
  id: 'Tautan ini khusus untuk Anda. Jangan diteruskan: siapa pun yang memegangnya dapat memutuskan atas nama Anda.',
  en: 'This link is yours alone. Do not forward it: whoever holds it can decide in your name.',
};
const BUTTON: Text = { id: 'Buka usulan', en: 'Open the request' };

interface Opening {
  readonly subject: Text;
  readonly paragraphs: readonly Text[];
}

/** The four mails that ask for a decision differ in their first words only. */
function asking(opening: Opening, facts: ApprovalMailFacts, url: string): MailDraft {
  return {
    ...opening,
    facts: [...requestFacts(facts.head), deadlineFact(facts.level, facts.utcOffsetMinutes)],
    button: { label: BUTTON, url },
    note: PERSONAL,
  };
}

const titled = (id: string, en: string, { head }: ApprovalMailFacts): Text => ({
  id: `${id}: ${head.header.title}`,
  en: `${en}: ${head.header.title}`,
});

export function requestDraft(facts: ApprovalMailFacts, url: string): MailDraft {
  const { title } = facts.level;
  return asking(
    {
      subject: titled('Mohon keputusan', 'Decision needed', facts),
      paragraphs: [
        {
          id: `Sebuah usulan iuran menunggu keputusan Anda pada tingkat ${title.id}.`,
          en: `A premium request awaits your decision at the level ${title.en}.`,
        },
      ],
    },
    facts,
    url,
  );
}

export function reminderDraft(facts: ApprovalMailFacts, url: string): MailDraft {
  return asking(
    {
      subject: titled('Pengingat keputusan', 'Reminder to decide', facts),
      paragraphs: [
        {
          id: 'Usulan ini masih menunggu keputusan Anda. Tanpa keputusan sampai batas waktunya, usulan berakhir.',
          en: 'This request still awaits your decision. Without one by the time below it will end.',
        },
      ],
    },
    facts,
    url,
  );
}

export function escalationDraft(facts: ApprovalMailFacts, url: string): MailDraft {
  const { title } = facts.level;
  return asking(
    {
      subject: titled('Eskalasi keputusan', 'Escalated decision', facts),
      paragraphs: [
        {
          id: `Usulan ini belum diputuskan pada tingkat ${title.id}. Anda diminta memutuskan sebagai pengganti satu orang yang belum menjawab.`,
          en: `This request is still undecided at the level ${title.en}. You are asked to decide in place of one person who has not answered.`,
        },
      ],
    },
    facts,
    url,
  );
}

export function delegationDraft(facts: ApprovalMailFacts & { fromName: string }, url: string): MailDraft {
  return asking(
    {
      subject: titled('Keputusan dialihkan kepada Anda', 'Decision passed on to you', facts),
      paragraphs: [
        {
          id: `${facts.fromName} mengalihkan keputusan atas usulan ini kepada Anda.`,
          en: `${facts.fromName} passed the decision on this request on to you.`,
        },
      ],
    },
    facts,
    url,
  );
}

export interface DigestEntry {
  readonly facts: ApprovalMailFacts;
  readonly url: string;
}

/** How many workers, how much, until when: enough to choose by. */
function digestDetail({ head, level, utcOffsetMinutes }: ApprovalMailFacts): Text {
  const until = moment(level.expireAt, utcOffsetMinutes);
  const { summary } = head;
  if (summary === undefined) return until;
  const [workers, amount] = [workersInWords(summary.eligible), formatRupiah(summary.total)];
  return {
    id: `${workers.id}, ${amount}; paling lambat ${until.id}`,
    en: `${workers.en}, ${amount}; by ${until.en}`,
  };
}

/** One mail in place of many reminders: every open item with its own link, those that end first first. */
export function digestDraft(entries: readonly DigestEntry[]): MailDraft {
  const count = entries.length;
  return {
    subject: { id: `${count} usulan menunggu keputusan Anda`, en: `${count} requests await your decision` },
    paragraphs: [
      {
        id: 'Usulan berikut masih menunggu keputusan Anda. Tanpa keputusan sampai batas waktunya, usulan berakhir.',
        en: 'These requests still await your decision. Without one by its time a request will end.',
      },
    ],
    facts: [],
    links: entries.map(({ facts, url }) => {
      const { title } = facts.head.header;
      return { label: { id: title, en: title }, detail: digestDetail(facts), url };
    }),
    note: PERSONAL,
  };
}

const DONE: Readonly<Record<VoteWord, Text>> = {
  approve: { id: 'menyetujui', en: 'approved' },
  reject: { id: 'menolak', en: 'rejected' },
  return: { id: 'mengembalikan', en: 'returned' },
};

export interface DecisionFacts extends ApprovalMailFacts {
  readonly word: VoteWord;
  /** UTC instant of the vote. */
  readonly at: string;
  readonly deciderName: string;
}

export function confirmationDraft(facts: DecisionFacts): MailDraft {
  const at = moment(facts.at, facts.utcOffsetMinutes);
  const done = DONE[facts.word];
  return {
    subject: titled('Keputusan Anda tercatat', 'Your decision is recorded', facts),
    paragraphs: [
      { id: `Anda ${done.id} usulan ini pada ${at.id}.`, en: `You ${done.en} this request on ${at.en}.` },
      {
        id: 'Bila bukan Anda yang memutuskan, segera hubungi administrator.',
        en: 'If it was not you who decided, tell an administrator at once.',
      },
    ],
    facts: requestFacts(facts.head),
  };
}

export function decidedDraft(facts: DecisionFacts): MailDraft {
  const done = DONE[facts.word];
  return {
    subject: titled('Sudah diputuskan', 'Already decided', facts),
    paragraphs: [
      {
        id: `${facts.deciderName} ${done.id} usulan ini, dan dengan itu tingkat ${facts.level.title.id} selesai. Anda tidak perlu berbuat apa-apa.`,
        en: `${facts.deciderName} ${done.en} this request, and with that the level ${facts.level.title.en} is complete. There is nothing left for you to do.`,
      },
    ],
    facts: requestFacts(facts.head),
  };
}
