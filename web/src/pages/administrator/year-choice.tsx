import { useSearchParams } from 'react-router';
import { Choice } from '../../components/choice.tsx';
import { useYear } from './use-year.ts';

/** The year that the page is about, kept in its address. */
export function YearChoice({ label }: { readonly label: string }) {
  const { year, years } = useYear();
  const [, setSearch] = useSearchParams();
  return (
    <div className="filters">
      <Choice
        label={label}
        value={String(year)}
        options={years.map((one) => ({ value: String(one), label: String(one) }))}
        onChoose={(value) => setSearch({ tahun: value })}
      />
    </div>
  );
}
