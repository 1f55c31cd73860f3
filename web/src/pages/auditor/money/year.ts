import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMe } from '../../../auth/me.tsx';

const YEAR = /^20\d\d$/;

/** The fiscal year in the address, else this one where the regency is. */
export function useYear(): { year: number; years: readonly number[]; choose: (value: string) => void } {
  const { timeZone } = useMe().regency;
  const [now] = useState(() => Number(new Intl.DateTimeFormat('en', { timeZone, year: 'numeric' }).format(new Date())));
  const [search, setSearch] = useSearchParams();
  const asked = search.get('tahun') ?? '';
  const year = YEAR.test(asked) ? Number(asked) : now;
  const years = [...new Set([now + 1, now, now - 1, now - 2, year])].toSorted((a, b) => b - a);
  return { year, years, choose: (value) => setSearch({ tahun: value }) };
}
