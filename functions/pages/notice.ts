import type { LevelStatus } from '../../domain/approval/lifecycle.ts';
import type { Vote } from '../../domain/approval/level.ts';
import type { Text } from '../../domain/text.ts';
import type { PageAnswer } from './answer.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { localMoment, pick } from './words.ts';
import type { Language } from './words.ts';

export interface Notice {
  readonly status: number;
  readonly title: Text;
  readonly sentences: readonly Text[];
  readonly mood?: 'good' | 'warn' | 'bad';
}

const MARKS = { good: '✓', warn: '!', bad: '×' } as const;

/** A page that only says something. */
export function noticePage(notice: Notice, language: Language): PageAnswer {
  const title = pick(notice.title, language);
  const tone = notice.mood === undefined || notice.mood === 'good' ? 'card note' : `card note ${notice.mood}`;
  const mark = MARKS[notice.mood ?? 'good'];
  const body = html`<section class="${tone}">
    <span class="mark" aria-hidden="true">${mark}</span>
    <h1>${title}</h1>
    ${notice.sentences.map((sentence): Html => html`<p>${pick(sentence, language)}</p>`)}
  </section>`;
  return { status: notice.status, language, title, body, switchTo: `?lang=${language === 'id' ? 'en' : 'id'}` };
}

/** Tampered, foreign, mistyped and never existing links look the same. */
export const UNKNOWN_LINK: Notice = {
  status: 404,
  mood: 'warn',
  title: { id: 'Tautan tidak dikenal', en: 'Unknown link' },
  sentences: [
    {
      id: 'Tautan ini tidak ada atau tidak lengkap. Bukalah lagi langsung dari surel terbaru yang Anda terima.',
      en: 'This link does not exist or is incomplete. Open it again straight from the latest mail you received.',
    },
  ],
};

const VOTED: Readonly<Record<Vote['word'], Text>> = {
  approve: { id: 'menyetujui', en: 'approved' },
  reject: { id: 'menolak', en: 'rejected' },
  return: { id: 'mengembalikan', en: 'returned' },
};

/** A used link shows the decision and when, and nothing of the request. */
export function usedLink(vote: Vote, utcOffsetMinutes: number): Notice {
  const at = (language: Language) => localMoment(vote.at, { language, utcOffsetMinutes });
  return {
    status: 200,
    title: { id: 'Keputusan Anda sudah tercatat', en: 'Your decision is recorded' },
    sentences: [
      {
        id: `Anda ${VOTED[vote.word].id} usulan ini pada ${at('id')}.`,
        en: `You ${VOTED[vote.word].en} this request on ${at('en')}.`,
      },
      {
        id: 'Keputusan tidak dapat diubah lagi. Halaman ini boleh ditutup.',
        en: 'The decision cannot be changed any more. You may close this page.',
      },
    ],
  };
}

export function expiredLink(expireAt: string, utcOffsetMinutes: number): Notice {
  const at = (language: Language) => localMoment(expireAt, { language, utcOffsetMinutes });
  return {
    status: 410,
    mood: 'warn',
    title: { id: 'Batas waktu sudah lewat', en: 'The time has passed' },
    sentences: [
      {
        id: `Keputusan ini dapat diberikan sampai ${at('id')}. Tidak ada yang dicatat.`,
        en: `This decision could be given until ${at('en')}. Nothing was recorded.`,
      },
    ],
  };
}

/** The level was decided by others, or the request ended. */
export function closedLink(status: LevelStatus): Notice {
  const ended = status === 'closed';
  return {
    status: 410,
    title: { id: 'Tidak ada lagi yang perlu diputuskan', en: 'Nothing is left to decide' },
    sentences: [
      ended
        ? { id: 'Usulan ini sudah diakhiri.', en: 'This request has been ended.' }
        : {
            id: 'Tingkat persetujuan ini sudah selesai diputuskan.',
            en: 'This level of approval has been decided.',
          },
    ],
  };
}

export const PASSED_ON_LINK: Notice = {
  status: 410,
  title: { id: 'Keputusan ini sudah dialihkan', en: 'This decision was passed on' },
  sentences: [
    {
      id: 'Usulan ini sekarang diputuskan oleh orang lain. Tautan ini tidak berlaku lagi.',
      en: 'Somebody else decides on this request now. This link is no longer valid.',
    },
  ],
};

export function barredLink(text: Text): Notice {
  return {
    status: 403,
    mood: 'warn',
    title: { id: 'Anda tidak dapat memutuskan usulan ini', en: 'You cannot decide this request' },
    sentences: [text, { id: 'Hubungi administrator bila ini keliru.', en: 'Ask an administrator if that is wrong.' }],
  };
}

export const PIN_MISSING: Text = {
  id: 'Tingkat ini memerlukan PIN, dan belum ada PIN yang disepakati dengan Anda. Mintalah kepada administrator.',
  en: 'This level demands a PIN, and none was agreed with you yet. Ask an administrator for one.',
};

export const PIN_LOCKED: Text = {
  id: 'PIN Anda terkunci setelah tiga kali salah. Sepakati PIN baru dengan administrator.',
  en: 'Your PIN is locked after three wrong tries. Agree on a new one with an administrator.',
};

export const LEFT_OFFICE: Text = {
  id: 'Anda tercatat tidak lagi bertugas, sehingga tautan ini tidak berlaku. Administrator meneruskan usulan ini kepada penyetuju lain.',
  en: 'You are recorded as no longer in office, so this link is not valid. An administrator passes this request on to another approver.',
};

/** In a freeze nothing is decided; every time limit waits too. */
export function frozenLink(until: string, utcOffsetMinutes: number): Notice {
  const at = (language: Language) => localMoment(until, { language, utcOffsetMinutes });
  return {
    status: 409,
    mood: 'warn',
    title: { id: 'Keputusan sedang dibekukan', en: 'Decisions are frozen' },
    sentences: [
      {
        id: `Keputusan dapat diberikan lagi mulai ${at('id')}. Batas waktu Anda ikut mundur. Tidak ada yang dicatat.`,
        en: `Decisions can be given again from ${at('en')}. Your time limit moves with it. Nothing was recorded.`,
      },
    ],
  };
}

export const ABSENCE_ASKED: Notice = {
  status: 200,
  title: { id: 'Permintaan pengganti dicatat', en: 'Your absence is noted' },
  sentences: [
    {
      id: 'Permintaan ini berlaku setelah administrator mengesahkannya. Sampai saat itu usulan tetap menunggu keputusan Anda.',
      en: 'It takes effect when an administrator confirms it. Until then the request still waits for your decision.',
    },
  ],
};

export const WRONG_METHOD: Notice = {
  status: 405,
  mood: 'warn',
  title: { id: 'Cara membuka halaman ini keliru', en: 'The page was asked for in a wrong way' },
  sentences: [
    {
      id: 'Bukalah tautan dari surel dengan peramban, lalu pakai tombol di halamannya. Tidak ada yang dicatat.',
      en: 'Open the link of the mail in a browser and use the buttons of the page. Nothing was recorded.',
    },
  ],
};

export const WRONG_CONTENT: Notice = {
  ...WRONG_METHOD,
  status: 415,
  title: { id: 'Bentuk kiriman tidak dikenal', en: 'The form came in an unknown shape' },
};

export const TOO_LARGE: Notice = {
  status: 413,
  mood: 'warn',
  title: { id: 'Kiriman terlalu besar', en: 'The form is too large' },
  sentences: [
    {
      id: 'Persingkat alasan menjadi paling banyak 1.000 huruf. Tidak ada yang dicatat.',
      en: 'Shorten the reason to at most 1,000 characters. Nothing was recorded.',
    },
  ],
};

export const OUR_FAULT: Notice = {
  status: 503,
  mood: 'bad',
  title: { id: 'Terjadi gangguan', en: 'Something failed' },
  sentences: [
    {
      id: 'Ini bukan kesalahan Anda. Buka tautannya lagi sebentar lagi; halaman akan menunjukkan apakah keputusan Anda tercatat.',
      en: 'This is not your fault. Open the link again in a moment; the page will show whether your decision is recorded.',
    },
  ],
};

/** The answer to somebody who has just passed the decision on. */
export const PASSED_ON_NOW: Notice = {
  status: 200,
  title: { id: 'Keputusan sudah dialihkan', en: 'The decision is passed on' },
  sentences: [
    {
      id: 'Surel dengan tautan baru dikirim kepada penggantinya. Tautan Anda tidak berlaku lagi.',
      en: 'A mail with a new link goes to the person in your place. Your link is no longer valid.',
    },
  ],
};
