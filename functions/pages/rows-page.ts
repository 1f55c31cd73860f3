import type { Regency } from '../../domain/configuration/regency.ts';
import type { PageAnswer } from './answer.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import type { RowView } from './roster-rows.ts';
import { rowsTable } from './rows-table.ts';
import { wholeNumber } from './words.ts';
import type { Language } from './words.ts';

export interface RowsPage {
  readonly rows: readonly RowView[];
  readonly total: number;
  /** 1-based. */
  readonly page: number;
  readonly pages: number;
  readonly language: Language;
  readonly regency: Regency;
  readonly title: string;
  readonly secret: string;
}

const WORDS = {
  id: {
    heading: 'Daftar pekerja',
    back: 'Kembali ke usulan',
    page: 'Halaman',
    of: 'dari',
    rows: 'baris',
    none: 'Tidak ada baris di halaman ini.',
    above: 'Halaman daftar',
    below: 'Halaman daftar, di bawah',
  },
  en: {
    heading: 'The workers',
    back: 'Back to the request',
    page: 'Page',
    of: 'of',
    rows: 'rows',
    none: 'No rows on this page.',
    above: 'Pages of the list',
    below: 'Pages of the list, below',
  },
} as const;

export function rowsPage(content: RowsPage): PageAnswer {
  const { language, page, pages, rows } = content;
  const words = WORDS[language];
  const body = html`
    <p><a href="../${content.secret}?lang=${language}">← ${words.back}</a></p>
    <h1>${words.heading}</h1>
    <p class="soft">
      ${content.title} – ${wholeNumber(content.total, language)} ${words.rows}, ${words.page} ${page} ${words.of}
      ${pages}
    </p>
    ${pagerOf(content, words.above)}
    <section class="card">
      ${rows.length === 0 ? html`<p>${words.none}</p>` : rowsTable(rows, { language, regency: content.regency })}
    </section>
    ${pagerOf(content, words.below)}
  `;
  const other = language === 'id' ? 'en' : 'id';
  return { status: 200, language, title: words.heading, body, switchTo: `?page=${page}&lang=${other}` };
}

function pagerOf({ page, pages, language }: RowsPage, name: string): Html | null {
  if (pages < 2) return null;
  const link = (to: number, label: string) => html`<a href="?page=${to}&lang=${language}">${label}</a>`;
  const labels =
    language === 'id' ? { before: '← Sebelumnya', after: 'Berikutnya →' } : { before: '← Previous', after: 'Next →' };
  const near = [1, page - 1, page, page + 1, pages].filter((one) => one >= 1 && one <= pages);
  return html`<nav class="pages" aria-label="${name}">
    ${page > 1 && link(Math.min(page - 1, pages), labels.before)}
    ${[...new Set(near)].map((one) => (one === page ? html`<b aria-current="page">${one}</b>` : link(one, String(one))))}
    ${page < pages && link(page + 1, labels.after)}
  </nav>`;
}
