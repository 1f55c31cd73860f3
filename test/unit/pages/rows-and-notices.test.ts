import { describe, expect, test } from 'vitest';
import { htmlAnswer } from '../../../functions/pages/answer.ts';
import { newTable } from '../../support/dynamodb-local.ts';
import { pageGallery } from '../../support/page-gallery.ts';

const GALLERY = pageGallery(newTable);
const bodyOf = async (name: string): Promise<string> => {
  const page = GALLERY.find((one) => one.name === name);
  if (page === undefined) throw new Error(`no page ${name}`);
  return htmlAnswer(await page.answer('en')).body ?? '';
};

test('the page shows 25 rows with masked NIKs, and the villages beside the kecamatan', async () => {
  const body = await bodyOf('open');
  expect(body.match(/class="nik">1410\*{8}\d{4}</g)).toHaveLength(25);
  expect(body).not.toMatch(/\d{16}/);
  for (const heading of ['Kecamatan', 'Village']) expect(body).toContain(`<h3>${heading}</h3>`);
});

test.each([
  ['rows, first page', 100],
  ['rows, last page', 53],
])('the complete list comes in pages of a hundred: %s', async (name, count) => {
  const body = await bodyOf(name);
  expect(body.match(/class="nik">1410\*{8}\d{4}</g)).toHaveLength(count);
  expect(body).not.toMatch(/\d{16}/);
});

describe.each(GALLERY.filter(({ name }) => !name.startsWith('rows')))('the page: $name', ({ answer }) => {
  test('shows the request only where there is something to decide', async () => {
    const body = htmlAnswer(await answer('id')).body ?? '';
    const told = ['Pekerja rentan', '84.084.000', '5.005', '1410*', 'SK-1/2027'].filter((one) => body.includes(one));
    expect(told).toHaveLength(body.includes('<form') ? 5 : 0);
  });
});
