import type { ApprovalView } from './approval-view.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Language } from './words.ts';

type DecisionWord = 'approve' | 'return' | 'reject' | 'delegate' | 'absence';

/** Longest reason or comment, in characters. */
export const MAX_REASON = 1000;

export interface FormState {
  readonly language: Language;
  readonly nonce: string;
  /** What was sent before and did not fit: its form stays open with the words in it. */
  readonly tried?: { readonly word: DecisionWord | null; readonly reason: string };
}

const WORDS = {
  id: {
    title: 'Keputusan Anda',
    intro: 'Pilih satu. Keputusan tidak dapat diubah setelah dikirim.',
    workers: 'Ketik jumlah pekerja yang tertera di atas',
    reason: 'Alasan',
    comment: 'Yang perlu diperbaiki',
    delegate: 'Dialihkan kepada',
    approve: 'Setujui',
    return: 'Kembalikan untuk diperbaiki',
    reject: 'Tolak',
    delegateTitle: 'Alihkan keputusan ini saja',
    approveButton: 'Setujui usulan ini',
    returnButton: 'Kembalikan usulan ini',
    rejectButton: 'Tolak usulan ini',
    delegateButton: 'Alihkan',
    pin: 'PIN yang disepakati dengan administrator',
    absenceTitle: 'Minta pengganti selama berhalangan',
    absenceButton: 'Ajukan kepada administrator',
    absentFrom: 'Hari pertama berhalangan',
    absentUntil: 'Hari terakhir berhalangan',
  },
  en: {
    title: 'Your decision',
    intro: 'Choose one. A decision cannot be changed once it is sent.',
    workers: 'Type the number of workers shown above',
    reason: 'Reason',
    comment: 'What needs to be corrected',
    delegate: 'Pass on to',
    approve: 'Approve',
    return: 'Return for correction',
    reject: 'Reject',
    delegateTitle: 'Pass on this one decision',
    approveButton: 'Approve this request',
    returnButton: 'Return this request',
    rejectButton: 'Reject this request',
    delegateButton: 'Pass on',
    pin: 'The PIN agreed with the administrator',
    absenceTitle: 'Ask for somebody to stand in while you are away',
    absenceButton: 'Send to the administrator',
    absentFrom: 'First day of absence',
    absentUntil: 'Last day of absence',
  },
} as const;

/** Four forms, each with its own human act: nothing that only opens links or presses buttons can decide. */
export function decisionForms(view: ApprovalView, state: FormState): Html {
  const words = WORDS[state.language];
  return html`<section id="decide">
    <h2>${words.title}</h2>
    <p class="soft">${words.intro}</p>
    ${choice({ word: 'approve', title: words.approve, button: words.approveButton, tone: '', fields: null }, { view, state })}
    ${choice(
      {
        word: 'return',
        title: words.return,
        button: words.returnButton,
        tone: 'warn',
        fields: reasonField('return', words.comment, state),
      },
      { view, state },
    )}
    ${choice(
      {
        word: 'reject',
        title: words.reject,
        button: words.rejectButton,
        tone: 'bad',
        fields: reasonField('reject', words.reason, state),
      },
      { view, state },
    )}
    ${
      view.delegates.length > 0 &&
      choice(
        {
          word: 'delegate',
          title: words.delegateTitle,
          button: words.delegateButton,
          tone: '',
          fields: delegateField(view, { label: words.delegate, id: 'delegate-to' }),
        },
        { view, state },
      )
    }
    ${
      view.delegates.length > 0 &&
      choice(
        {
          word: 'absence',
          title: words.absenceTitle,
          button: words.absenceButton,
          tone: '',
          fields: absenceFields(view, state.language),
        },
        { view, state },
      )
    }
  </section>`;
}

interface Choice {
  readonly word: DecisionWord;
  readonly title: string;
  readonly button: string;
  readonly tone: '' | 'warn' | 'bad';
  readonly fields: Html | null;
}

function choice(
  { word, title, button, tone, fields }: Choice,
  { view, state }: { view: ApprovalView; state: FormState },
): Html {
  const isOpen = (state.tried?.word ?? 'approve') === word;
  return html`<details class="choice" ${isOpen && 'open'}>
    <summary>${title}</summary>
    <form method="post" action="?lang=${state.language}" autocomplete="off">
      <input type="hidden" name="decision" value="${word}" />
      <input type="hidden" name="nonce" value="${state.nonce}" />
      ${fields}
      <label for="workers-${word}">${WORDS[state.language].workers}</label>
      <input class="short" id="workers-${word}" name="workers" inputmode="numeric" required maxlength="12" />
      ${view.level.proof === 'link+pin' && pinField(word, WORDS[state.language].pin)}
      <div><button class="${tone}">${button}</button></div>
    </form>
  </details>`;
}

function reasonField(word: DecisionWord, label: string, state: FormState): Html {
  const written = state.tried?.word === word ? state.tried.reason : '';
  const id = `reason-${word}`;
  return html`<label for="${id}">${label}</label>
    <textarea id="${id}" name="reason" required maxlength="${MAX_REASON}">${written}</textarea>`;
}

function pinField(word: DecisionWord, label: string): Html {
  const id = `pin-${word}`;
  return html`<label for="${id}">${label}</label>
    <input class="short" id="${id}" name="pin" type="password" inputmode="numeric" required maxlength="12" />`;
}

function absenceFields(view: ApprovalView, language: Language): Html {
  const words = WORDS[language];
  return html`${delegateField(view, { label: words.delegate, id: 'absence-to' })}
    <label for="absent-from">${words.absentFrom}</label>
    <input class="short" id="absent-from" name="absentFrom" type="date" required />
    <label for="absent-until">${words.absentUntil}</label>
    <input class="short" id="absent-until" name="absentUntil" type="date" required />`;
}

function delegateField(view: ApprovalView, { label, id }: { label: string; id: string }): Html {
  return html`<label for="${id}">${label}</label>
    <select id="${id}" name="delegateTo" required>
      <option value="">–</option>
      ${view.delegates.map(
        (personId) => html`<option value="${personId}">${view.names.get(personId) ?? personId}</option>`,
      )}
    </select>`;
}
