import { TAGLINE } from '../pages/document.ts';
import { html } from '../pages/html.ts';
import type { Html } from '../pages/html.ts';
import { pick } from '../pages/words.ts';
import type { Language } from '../pages/words.ts';
import type { Text } from '../../domain/text.ts';

/** A mail before it has a shape: what it says in both languages. */
export interface MailDraft {
  readonly subject: Text;
  readonly paragraphs: readonly Text[];
  /** Label and value, shown as a small table. */
  readonly facts: ReadonlyArray<readonly [Text, Text]>;
  readonly button?: { readonly label: Text; readonly url: string };
  /** Several addresses, each with what stands behind it. */
  readonly links?: ReadonlyArray<{ readonly label: Text; readonly detail: Text; readonly url: string }>;
  /** A last, quieter sentence. */
  readonly note?: Text;
}

export interface RenderedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const MAX_SUBJECT = 150;

/** One line: line breaks and other control characters could add header lines of their own. */
export function headerText(text: string): string {
  const line = text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length <= MAX_SUBJECT ? line : `${line.slice(0, MAX_SUBJECT - 1)}…`;
}

/** Both languages in one mail, the reader's first; as plain text and as HTML without anything from outside. */
export function renderMail(draft: MailDraft, language: Language): RenderedMail {
  const other: Language = language === 'id' ? 'en' : 'id';
  return {
    subject: headerText(`[Lindung] ${pick(draft.subject, language)}`),
    text: [textPart(draft, language), '— — —', textPart(draft, other), ''].join('\n\n'),
    html: htmlMail(draft, { language, other }),
  };
}

function textPart(draft: MailDraft, language: Language): string {
  const facts = draft.facts.map(([label, value]) => `${pick(label, language)}: ${pick(value, language)}`).join('\n');
  const button = draft.button === undefined ? '' : `${pick(draft.button.label, language)}:\n${draft.button.url}`;
  const note = draft.note === undefined ? '' : pick(draft.note, language);
  const paragraphs = draft.paragraphs.map((paragraph) => pick(paragraph, language));
  const links = (draft.links ?? []).map(
    ({ label, detail, url }) => `${pick(label, language)} (${pick(detail, language)}):\n${url}`,
  );
  return [...paragraphs, facts, ...links, button, note].filter((part) => part !== '').join('\n\n');
}

// Mail programmes drop style sheets: every element carries its own style.
const FONT = "font-family:-apple-system,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif";
const STYLES = {
  body: `margin:0;padding:0;background:#eef3f3;${FONT};color:#17242b`,
  frame: 'max-width:560px;margin:0 auto;padding:16px 12px',
  brand: 'background:#0b5d57;color:#ffffff;font-weight:700;font-size:16px;padding:12px 20px;border-radius:8px 8px 0 0',
  card: 'background:#ffffff;border:1px solid #c9d3d6;border-top:0;border-radius:0 0 8px 8px;padding:20px',
  tagline: 'font-weight:400;font-size:13px;margin-left:6px;white-space:nowrap',
  heading: 'margin:0 0 12px;font-size:20px;line-height:1.3',
  second: 'margin:0 0 10px;font-size:16px;line-height:1.3',
  item: 'margin:0 0 10px;padding:10px 14px;border:1px solid #c9d3d6;border-left:4px solid #0b5d57;border-radius:6px;line-height:1.45',
  link: 'color:#0a5a8a;font-weight:700;font-size:16px',
  detail: 'color:#4a5a62;font-size:14px',
  paragraph: 'margin:0 0 12px;font-size:16px;line-height:1.5',
  table: 'border-collapse:collapse;width:100%;margin:4px 0 16px',
  label:
    'padding:6px 12px 6px 0;border-bottom:1px solid #dde4e6;color:#4a5a62;font-size:14px;vertical-align:top;white-space:nowrap',
  value: 'padding:6px 0;border-bottom:1px solid #dde4e6;font-size:14px;vertical-align:top',
  button:
    'display:inline-block;background:#0b5d57;color:#ffffff;font-weight:700;font-size:16px;text-decoration:none;padding:12px 24px;border-radius:6px',
  // Where the button leads, without the secret: a reader can compare it with the browser's address line.
  host: 'margin:6px 0 0;font-size:13px;color:#4a5a62',
  note: 'margin:12px 0 0;font-size:13px;line-height:1.45;color:#4a5a62',
  rule: 'border:0;border-top:1px solid #c9d3d6;margin:24px 0 16px',
} as const;

function htmlMail(draft: MailDraft, { language, other }: { language: Language; other: Language }): string {
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${headerText(pick(draft.subject, language))}</title>
      </head>
      <body style="${STYLES.body}">
        <div style="${STYLES.frame}">
          <div style="${STYLES.brand}">Lindung <span style="${STYLES.tagline}">${TAGLINE[language]}</span></div>
          <div style="${STYLES.card}">
            ${htmlPart(draft, language, STYLES.heading)}
            <hr style="${STYLES.rule}" />
            <div lang="${other}">${htmlPart(draft, other, STYLES.second)}</div>
          </div>
        </div>
      </body>
    </html>`.markup.replace(/\n\s+/g, '\n');
}

function htmlPart(draft: MailDraft, language: Language, heading: string): Html {
  const { button, note, links = [] } = draft;
  return html`
    <h1 style="${heading}">${pick(draft.subject, language)}</h1>
    ${draft.paragraphs.map((paragraph) => html`<p style="${STYLES.paragraph}">${pick(paragraph, language)}</p>`)}
    ${draft.facts.length > 0 && factsTable(draft, language)}
    ${links.map(
      ({ label, detail, url }) =>
        html`<p style="${STYLES.item}">
          <a href="${url}" style="${STYLES.link}">${pick(label, language)}</a><br />
          <span style="${STYLES.detail}">${pick(detail, language)}</span>
        </p>`,
    )}
    ${
      button !== undefined &&
      html`<div>
        <a href="${button.url}" style="${STYLES.button}">${pick(button.label, language)}</a>
        <div style="${STYLES.host}">${new URL(button.url).host}</div>
      </div>`
    }
    ${note !== undefined && html`<p style="${STYLES.note}">${pick(note, language)}</p>`}
  `;
}

function factsTable(draft: MailDraft, language: Language): Html {
  return html`<table role="presentation" style="${STYLES.table}">
    <tbody>
      ${draft.facts.map(
        ([label, value]) =>
          html`<tr>
            <td style="${STYLES.label}">${pick(label, language)}</td>
            <td style="${STYLES.value}">${pick(value, language)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
