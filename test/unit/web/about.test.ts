import { expect, it } from 'vitest';
import { ABOUT } from '../../../web/src/pages/about.ts';
import { PAGES } from '../../../web/src/pages/pages.ts';

it('the home page says of each page of the menu what it is for, and of no other', () => {
  const inMenu = PAGES.filter(({ menu }) => menu !== undefined).map(({ path }) => path);
  expect(Object.keys(ABOUT).toSorted()).toEqual(inMenu.toSorted());
});
