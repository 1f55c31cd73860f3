import type * as z from 'zod';
import type { Tell } from '../../../i18n/texts.ts';
import type { Telling } from '../telling.ts';
import type { Fact } from './compare.ts';
import type { CHANGE_TEXTS } from './texts.ts';

export interface FactTelling extends Telling {
  readonly c: Tell<(typeof CHANGE_TEXTS)['id']>;
}

/** A content of another shape than today's is shown as it is stored: nobody confirms what cannot be seen. */
export function read<Content>(
  schema: z.ZodType<Content>,
  content: unknown,
  tell: (content: Content) => Fact[],
): Fact[] {
  const parsed = schema.safeParse(content);
  if (parsed.success) return tell(parsed.data);
  const entries = typeof content === 'object' && content !== null ? Object.entries(content) : [];
  return entries.map(([key, value]: [string, unknown]) => ({ key, label: key, value: JSON.stringify(value) }));
}
