import { amountInWords } from '../../domain/terbilang/terbilang.ts';
import type { PageAnswer } from './answer.ts';
import {
  budgetSection,
  contentMark,
  decisionsSection,
  exceptionsSection,
  figures,
  workersSection,
} from './approval-sections.ts';
import { workersIn } from './approval-view.ts';
import type { ApprovalView, Paper } from './approval-view.ts';
import { decisionForms, problemLine } from './decision-forms.ts';
import type { FormState } from './decision-forms.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { rowsTable } from './rows-table.ts';
import { localMoment, periodName, pick, wholeNumber } from './words.ts';
import type { Language } from './words.ts';

export interface ApprovalPageState extends FormState {
  /** Path segment of this page, for the link to its rows. */
  readonly secret: string;
}

const WORDS = {
  id: {
    heading: 'Mohon keputusan Anda paling lambat',
    office: 'Diajukan oleh',
    wadah: 'Wadah',
    programmes: 'Program',
    period: 'Masa iuran',
    sk: 'Nomor SK',
    pks: 'Nomor PKS',
    open: 'unduh PDF',
    reader: 'Anda memutuskan sebagai',
    sample: 'Daftar pekerja',
    more: 'Lihat daftar selengkapnya',
    jump: 'Langsung ke keputusan',
  },
  en: {
    heading: 'Please decide by',
    office: 'Submitted by',
    wadah: 'Wadah (group)',
    programmes: 'Programmes',
    period: 'Coverage',
    sk: 'Decree (SK) no.',
    pks: 'Agreement (PKS) no.',
    open: 'download PDF',
    reader: 'You decide as',
    sample: 'The workers',
    more: 'See the complete list',
    jump: 'Go straight to the decision',
  },
} as const;

/** The page on which an approver decides. */
export function approvalPage(view: ApprovalView, state: ApprovalPageState): PageAnswer {
  const { language } = state;
  const words = WORDS[language];
  const inWords = pick(amountInWords(view.summary.total), language);
  const { utcOffsetMinutes } = view.regency;
  const body = html`
    ${
      state.problem !== undefined &&
      html`<section class="card note bad" role="alert">${problemLine(state.problem, language)}</section>`
    }
    <h1>${view.head.header.title}</h1>
    <p>${words.heading} <b>${localMoment(view.level.expireAt, { language, utcOffsetMinutes })}</b></p>
    <p><a class="jump" href="#decide">${words.jump} ↓</a></p>
    ${figures(view, { language, inWords })} ${factsSection(view, language)} ${budgetSection(view, language)}
    ${exceptionsSection(view, language)} ${workersSection(view, language)} ${decisionsSection(view, language)}
    ${sampleSection(view, state)} ${decisionForms(view, state)} ${contentMark(view, language)}
  `;
  return {
    status: state.problem?.status ?? 200,
    language,
    title: view.head.header.title,
    body,
    switchTo: `?lang=${language === 'id' ? 'en' : 'id'}`,
  };
}

function factsSection(view: ApprovalView, language: Language): Html {
  const words = WORDS[language];
  const { header, officeId, officerId } = view.head;
  const office = view.regency.offices.find((one) => one.officeId === officeId)?.name ?? officeId;
  const reader = view.names.get(view.readerId) ?? view.readerId;
  const level = pick(view.level.title, language);
  const facts: ReadonlyArray<readonly [string, Html | string]> = [
    [words.reader, html`<b>${reader}</b><br /><span class="soft">${level}</span>`],
    [words.office, html`${view.names.get(officerId) ?? officerId}<br /><span class="soft">${office}</span>`],
    [words.period, periodName(header.period, language)],
    [words.programmes, header.programmes.join(', ')],
    [words.wadah, `${header.wadahId} – ${view.wadahName}`],
    ...view.papers.map((paper): readonly [string, Html] => [words[paper.kind], paperLink(paper, words.open)]),
  ];
  return html`<section class="card">
    <dl>
      ${facts.map(
        ([term, value]) =>
          html`<dt>${term}</dt>
            <dd>${value}</dd>`,
      )}
    </dl>
  </section>`;
}

function paperLink(paper: Paper, label: string): Html {
  return html`${paper.number}${paper.url !== null && html` (<a href="${paper.url}">${label}</a>)`}`;
}

/** Folded, so that the way to the decision stays short on a telephone. */
function sampleSection(view: ApprovalView, state: ApprovalPageState): Html {
  const { language, secret } = state;
  const words = WORDS[language];
  const total = wholeNumber(workersIn(view.summary), language);
  const shown = language === 'id' ? `${view.sample.length} dari ${total}` : `${view.sample.length} of ${total}`;
  return html`<details class="card list">
    <summary>
      <h2>${words.sample} <span class="soft small">(${shown})</span></h2>
    </summary>
    ${rowsTable(view.sample, { language, regency: view.regency })}
    <p><a href="${secret}/rows?lang=${language}">${words.more}</a></p>
  </details>`;
}
