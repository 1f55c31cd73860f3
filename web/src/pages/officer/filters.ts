import { useSearchParams } from 'react-router';
import { addMonths, monthSchema } from '../../../../domain/period/period.ts';
import { revisionStatusSchema } from '../../../../domain/request/lifecycle.ts';
import type { RevisionStatus } from '../../../../domain/request/lifecycle.ts';
import type { RequestListEntry } from '../../api/request-list.ts';

export interface RequestFilters {
  readonly status: RevisionStatus | undefined;
  /** A coverage month that the request's period has in it. */
  readonly month: string | undefined;
}

/** The coverage months of a request, first to last. */
export function monthsOfEntry({ firstMonth, months }: RequestListEntry): string[] {
  const first = monthSchema.parse(firstMonth);
  return Array.from({ length: months }, (_, offset) => addMonths(first, offset));
}

export function matches(entry: RequestListEntry, { status, month }: RequestFilters): boolean {
  const isStatus = status === undefined || entry.status === status;
  return isStatus && (month === undefined || monthsOfEntry(entry).includes(month));
}

export const isFiltered = ({ status, month }: RequestFilters): boolean => status !== undefined || month !== undefined;

interface FilterControl {
  readonly filters: RequestFilters;
  /** An empty text takes the filter away. */
  readonly choose: (name: 'status' | 'bulan', value: string) => void;
  readonly clear: () => void;
}

/** Filters stand in the address, so that they can be bookmarked, sent and undone with the back button. */
export function useRequestFilters(): FilterControl {
  const [search, setSearch] = useSearchParams();
  const status = revisionStatusSchema.safeParse(search.get('status'));
  const month = monthSchema.safeParse(search.get('bulan'));
  return {
    filters: { status: status.data, month: month.data },
    choose: (name, value) =>
      setSearch((before) => {
        const next = new URLSearchParams(before);
        if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      }),
    clear: () => setSearch({}),
  };
}
