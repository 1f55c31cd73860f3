import { formatRupiah } from '../../domain/money/money.ts';
import type { Text } from '../../domain/text.ts';
import { workersIn } from './approval-view.ts';
import type { ApprovalView } from './approval-view.ts';
import { DECISION_WORDS } from './decision-words.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { pick, wholeNumber } from './words.ts';
import type { Language } from './words.ts';

type DecisionWord = 'approve' | 'return' | 'reject' | 'delegate' | 'absence';

/** Longest reason or comment, in characters. */
export const MAX_REASON = 1000;

/** The fields of a form that are given back; number and PIN are typed again. */
export interface Tried {
  readonly word: DecisionWord | null;
  readonly reason: string;
  readonly delegateTo: string;
  readonly absentFrom: string;
  readonly absentUntil: string;
}

export interface FormProblem {
  readonly status: number;
  readonly text: Text;
}

export interface FormState {
  readonly language: Language;
  readonly nonce: string;
  /** What was sent before and did not fit: its form stays open with the words in it. */
  readonly tried?: Tried;
  /** What was wrong with it, with the status to answer. */
  readonly problem?: FormProblem;
}

/** Said at the top of the page, and once more where the form is: on a telephone they are far apart. */
export function problemLine({ text }: FormProblem, language: Language): Html {
  return html`<p><b>${DECISION_WORDS[language].nothing}</b> ${pick(text, language)}</p>`;
}

/** Five forms, each with its own human act: nothing that only opens links or presses buttons can decide. */
export function decisionForms(view: ApprovalView, state: FormState): Html {
  const words = DECISION_WORDS[state.language];
  return html`<section id="decide">
    <h2>${words.title}</h2>
    <p class="total">
      <b>${wholeNumber(workersIn(view.summary), state.language)}</b> ${words.asked} –
      <b>${formatRupiah(view.summary.total)}</b>
    </p>
    <p class="soft">${words.intro}</p>
    ${choice({ word: 'approve', title: words.approve, button: words.approveButton, tone: 'good', fields: null }, { view, state })}
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
          fields: delegateField(view, {
            label: words.delegate,
            id: 'delegate-to',
            chosen: chosenBy('delegate', state),
          }),
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
          fields: absenceFields(view, state),
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
  readonly tone: '' | 'good' | 'warn' | 'bad';
  readonly fields: Html | null;
}

function choice(
  { word, title, button, tone, fields }: Choice,
  { view, state }: { view: ApprovalView; state: FormState },
): Html {
  const isOpen = (state.tried?.word ?? 'approve') === word;
  return html`<details class="choice ${tone}" ${isOpen && 'open'}>
    <summary>${title}</summary>
    <form method="post" action="?lang=${state.language}#decide" autocomplete="off">
      ${isOpen && state.problem !== undefined && html`<div class="problem">${problemLine(state.problem, state.language)}</div>`}
      <input type="hidden" name="decision" value="${word}" />
      <input type="hidden" name="nonce" value="${state.nonce}" />
      ${fields}
      <label for="workers-${word}">${DECISION_WORDS[state.language].workers}</label>
      <input class="short" id="workers-${word}" name="workers" inputmode="numeric" required maxlength="12" />
      ${view.level.proof === 'link+pin' && pinField(word, DECISION_WORDS[state.language].pin)}
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

const chosenBy = (word: DecisionWord, { tried }: FormState): string => (tried?.word === word ? tried.delegateTo : '');

function absenceFields(view: ApprovalView, state: FormState): Html {
  const words = DECISION_WORDS[state.language];
  const { absentFrom = '', absentUntil = '' } = state.tried?.word === 'absence' ? state.tried : {};
  return html`${delegateField(view, { label: words.delegate, id: 'absence-to', chosen: chosenBy('absence', state) })}
    <label for="absent-from">${words.absentFrom}</label>
    <input class="short" id="absent-from" name="absentFrom" type="date" value="${absentFrom}" required />
    <label for="absent-until">${words.absentUntil}</label>
    <input class="short" id="absent-until" name="absentUntil" type="date" value="${absentUntil}" required />`;
}

interface DelegateField {
  readonly label: string;
  readonly id: string;
  readonly chosen: string;
}

function delegateField(view: ApprovalView, { label, id, chosen }: DelegateField): Html {
  return html`<label for="${id}">${label}</label>
    <select id="${id}" name="delegateTo" required>
      <option value="">–</option>
      ${view.delegates.map(
        (personId) =>
          html`<option value="${personId}" ${personId === chosen && 'selected'}>
            ${view.names.get(personId) ?? personId}
          </option>`,
      )}
    </select>`;
}
