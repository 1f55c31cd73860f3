const PLAIN = /^\d+$/;
const GROUPED = /^\d{1,3}(\.\d{3})+$/;

/** Whole rupiah out of `1234567`, `1.234.567` or `Rp 1.234.567,00`; nothing when it is no such amount. */
export function parseRupiah(typed: string): number | undefined {
  const text = typed
    .trim()
    .replace(/^rp\.?\s*/i, '')
    .replace(/,(00?|-)$/, '');
  if (!PLAIN.test(text) && !GROUPED.test(text)) return undefined;
  const amount = Number(text.replaceAll('.', ''));
  return Number.isSafeInteger(amount) ? amount : undefined;
}
