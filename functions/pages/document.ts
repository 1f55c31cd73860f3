import { Html, html } from './html.ts';
import { STYLE } from './style.ts';
import type { Language } from './words.ts';

export interface PageContent {
  readonly language: Language;
  readonly title: string;
  readonly body: Html;
  /** Where the same page stands in the other language; left out when switching makes no sense. */
  readonly switchTo?: string;
}

const FOOTER = {
  id: 'Halaman ini bersifat pribadi. Jangan meneruskan tautannya kepada orang lain.',
  en: 'This page is personal. Do not pass its link on to anybody.',
} as const;

export const TAGLINE = {
  id: 'Iuran pekerja rentan',
  en: 'Premiums for workers at risk',
} as const;

/** The frame of every page. No script, no outside resource: it works on old telephones and behind strict gateways. */
export function renderDocument({ language, title, body, switchTo }: PageContent): string {
  const other = language === 'id' ? { code: 'en', label: 'English' } : { code: 'id', label: 'Bahasa Indonesia' };
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <title>${title} – Lindung</title>
        ${new Html(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <header>
          <div class="bar">
            <div><b>Lindung</b> <span>${TAGLINE[language]}</span></div>
            ${switchTo !== undefined && html`<a href="${switchTo}" lang="${other.code}">${other.label}</a>`}
          </div>
        </header>
        <main>${body}</main>
        <footer>${FOOTER[language]}</footer>
      </body>
    </html>`.markup.replace(/\n\s+/g, '\n');
}
