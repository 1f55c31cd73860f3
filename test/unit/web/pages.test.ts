import { expect, test } from 'vitest';
import { pageAt } from '../../../web/src/pages/pages.ts';

test.each([
  ['/usulan', 'usulan'],
  ['/usulan-baru', 'usulan-baru'],
  ['/usulan/01H.5', 'usulan/:requestId'],
  ['/riwayat/request/01H', 'riwayat/:kind/:id'],
  ['/beranda', undefined],
  ['/usulan/01H/lain', undefined],
])('at %s stands the page %s', (pathname, path) => {
  expect(pageAt(pathname)?.path).toBe(path);
});
