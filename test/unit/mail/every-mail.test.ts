import { describe, expect, test } from 'vitest';
import { newTable } from '../../support/dynamodb-local.ts';
import { mailGallery, PLAIN } from '../../support/mail-gallery.ts';

const GALLERY = mailGallery(newTable);
/** Mail gateways and phones cut longer mails off. */
const MOST_BYTES = 30_000;
const HOSTILE = {
  title: 'Usulan\r\nBcc: jahat@example.test\r\n\r\n<script>alert(1)</script>',
  name: 'Kabid\r\nX-Jahat: 1 <img src=x onerror=alert(1)>',
  standIn: 'Kasi\u2028Bcc: jahat@example.test<script>',
  reason: 'Baris satu\r\nBcc: jahat@example.test\n</td><script>alert(2)</script>"\'&',
};
/** The words of the HTML part as a reader sees them. */
const wordsOf = (html: string) =>
  html
    .replace(/<head>.*<\/head>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** A link's secret differs from mail to mail. */
const halvesOf = (text: string) =>
  text
    .trim()
    .replaceAll(/\/approval\/\S+/g, '/approval/…')
    .split('\n\n— — —\n\n');

describe.each(GALLERY)('the mail: $name', ({ mail }) => {
  test('says the same in both languages, the reader’s first', async () => {
    const [id = '', en = '', ...rest] = halvesOf((await mail('id')).text);
    expect(rest).toEqual([]);
    expect(id).not.toBe(en);
    expect(halvesOf((await mail('en')).text)).toEqual([en, id]);
    expect((await mail('en')).html).toContain('<html lang="en">');
  });

  test('says the same in both parts, small, without a NIK and without anything from outside', async () => {
    const { to, subject, text, html } = await mail('id');
    expect(to).toMatch(/^[a-z-]+@example\.test$/);
    expect(subject).toMatch(/^\[Lindung\] \S.{5,140}$/);
    for (const line of text.split('\n').filter((one) => one !== '' && !/^(— — —|https:.*)$/.test(one))) {
      for (const part of line.replace(/\)?:$/, '').split(/: | \(/))
        expect(wordsOf(html)).toContain(part.replace(/\)$/, ''));
    }
    const addresses = (part: string) => new Set(part.match(/https:\/\/[^\s"<]+/g));
    expect(addresses(html)).toEqual(addresses(text));
    for (const part of [subject, text, html]) expect(part).not.toMatch(/\d{16}/);
    expect(html).not.toMatch(/<script|src=|@import|<link|url\(/);
    expect(Buffer.byteLength(html) + Buffer.byteLength(text)).toBeLessThan(MOST_BYTES);
  });

  test('shows line breaks and script tags of names, titles and reasons as text, and gets no header line from them', async () => {
    const { to, subject, html } = await mail('id', HOSTILE);
    expect(to).toMatch(/^[a-z-]+@example\.test$/);
    // One line of bounded length is all that a header can be made of.
    expect(subject).not.toMatch(/[\r\n\u2028\u2029]/);
    expect(subject.length).toBeLessThanOrEqual(150);
    expect(html).not.toMatch(/<script|<img|onerror=alert\(1\)>/);
    const plain = await mail('id', PLAIN);
    const tags = (part: string) => part.match(/<[a-z]+/g);
    expect(tags(html)).toEqual(tags(plain.html));
  });
});
