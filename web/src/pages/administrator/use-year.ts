import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useMe } from '../../auth/me.tsx';
import { todayIn } from '../../format/days.ts';

const YEAR = /^20\d{2}$/;

/** The fiscal year in the address, the present one without; to choose: last year to the next. */
export function useYear(): { year: number; years: readonly number[] } {
  const [search] = useSearchParams();
  const { timeZone } = useMe().regency;
  const [present] = useState(() => Number(todayIn(timeZone, new Date()).slice(0, 4)));
  const asked = search.get('tahun') ?? '';
  const year = YEAR.test(asked) ? Number(asked) : present;
  const years = new Set([present - 1, present, present + 1, year]);
  return { year, years: [...years].toSorted((a, b) => a - b) };
}
