import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { addMonths, monthSchema } from '../../../../domain/period/period.ts';
import type { Month } from '../../../../domain/period/period.ts';
import { useMe } from '../../auth/me.tsx';

/** Requests are for months to come, so most of the choice lies ahead. */
const BACK = 6;
const AHEAD = 12;

interface MonthControl {
  readonly month: Month;
  readonly months: readonly Month[];
  readonly choose: (value: string) => void;
}

/** The month in the address, else this one where the regency is. */
export function useMonth(): MonthControl {
  const { timeZone } = useMe().regency;
  const [now] = useState(() => {
    const parts = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    return monthSchema.parse(parts.format(new Date()).slice(0, 7));
  });
  const [search, setSearch] = useSearchParams();
  const month = monthSchema.safeParse(search.get('bulan')).data ?? now;
  const around = Array.from({ length: BACK + AHEAD + 1 }, (_, index) => addMonths(now, index - BACK));
  return {
    month,
    months: [...new Set([...around, month])].toSorted(),
    choose: (value) => setSearch({ bulan: value }),
  };
}
