import { describe, expect, it } from 'vitest';

type Catalogue = Readonly<Record<string, string>>;
interface Texts {
  readonly name: string;
  readonly id: Catalogue;
  readonly en: Catalogue;
}

const modules = import.meta.glob<Record<string, Texts>>('../../../web/src/**/texts.ts', { eager: true });
const sources = import.meta.glob<string>('../../../web/src/**/*.{ts,tsx}', {
  query: '?raw',
  import: 'default',
  eager: true,
});

const catalogues = Object.entries(modules)
  .filter(([path]) => !path.includes('/i18n/'))
  .flatMap(([, exports]) => Object.entries(exports));

/** Keys as the code asks for them: `count` chooses between `…_one` and `…_other`. */
const asked = (key: string): string => key.replace(/_(one|other)$/, '');

/** Every quoted text in the sources that use these texts, and the beginnings and ends of those put together. */
function usesOf(name: string): { whole: Set<string>; patterns: RegExp[] } {
  const users = Object.entries(sources).filter(
    ([path, source]) => !path.endsWith('/texts.ts') && source.includes(name),
  );
  const code = users.map(([, source]) => source).join('\n');
  const whole = new Set([...code.matchAll(/'([^'\n]*)'/g)].map(([, text]) => text ?? ''));
  const patterns = [...code.matchAll(/`([^`\n]*\$\{[^`\n]*)`/g)]
    .map(([, text]) => (text ?? '').split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
    // Put together of nothing but a variable, it would stand for any key.
    .filter((parts) => (parts[0] ?? '') !== '')
    .map((parts) => new RegExp(`^${parts.join('.+')}$`));
  return { whole, patterns };
}

describe('the portal’s texts', () => {
  it('are found, each part under a name of its own', () => {
    expect(catalogues.length).toBeGreaterThan(2);
    expect(new Set(catalogues.map(([, { name }]) => name)).size).toBe(catalogues.length);
  });

  it.each(catalogues)('%s have the same keys in Indonesian and in English, and no empty text', (_name, texts) => {
    expect([...new Set(Object.keys(texts.en).map(asked))]).toEqual([...new Set(Object.keys(texts.id).map(asked))]);
    expect([...Object.values(texts.id), ...Object.values(texts.en)].filter((text) => text.trim() === '')).toEqual([]);
  });

  it.each(catalogues)('%s name the same values in both languages', (_name, texts) => {
    const valuesIn = (text: string | undefined) =>
      [...(text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([found]) => found).toSorted((a, b) => a.localeCompare(b));
    const differing = Object.keys(texts.id).filter(
      (key) => valuesIn(texts.id[key]).join() !== valuesIn(texts.en[key]).join(),
    );
    expect(differing).toEqual([]);
  });

  it.each(catalogues)('%s are all used', (name, texts) => {
    const { whole, patterns } = usesOf(name);
    const unused = Object.keys(texts.id)
      .map(asked)
      .filter((key) => !whole.has(key) && !patterns.some((pattern) => pattern.test(key)));
    expect(unused).toEqual([]);
  });
});
