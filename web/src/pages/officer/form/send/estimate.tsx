import { useQuery } from '@tanstack/react-query';
import { periodLengthSchema } from '../../../../../../domain/period/period.ts';
import { programmeSchema } from '../../../../../../domain/programme/programme.ts';
import { useApi } from '../../../../api/provider.tsx';
import { readOf } from '../../../../api/queries.ts';
import { ALLOCATIONS, PREMIUM } from '../../../../api/request-form.ts';
import type { DraftHeader } from '../../../../drafts/draft.ts';
import { useFormat } from '../../../../format/format.ts';
import { useTexts } from '../../../../i18n/texts.ts';
import { SEND_TEXTS } from './texts.ts';

interface EstimateProps {
  readonly header: DraftHeader;
  readonly workers: number;
}

/** What it would cost if everyone is eligible, and whether there is so much; the system's own sum follows from its check. */
export function Estimate({ header, workers }: EstimateProps) {
  const t = useTexts(SEND_TEXTS);
  const { rupiah } = useFormat();
  const { premium, left } = useCost(header);
  if (premium === undefined) return null;
  const short = header.programmes.flatMap((programme) => {
    const own = premium.lines.filter((line) => line.programme === programme);
    const needed = own.reduce((sum, { amount }) => sum + amount, 0) * workers;
    const available = left.get(programme);
    return available === undefined || needed <= available
      ? []
      : [{ programme, available, missing: needed - available }];
  });
  return (
    <div>
      <dt>{t('send.estimate')}</dt>
      <dd>
        <strong>{rupiah(premium.total * workers)}</strong>
        <span className="below">{t('send.estimateAbout', { one: rupiah(premium.total) })}</span>
        {short.map(({ programme, available, missing }) => (
          <span key={programme} className="short">
            {t('send.short', { programme, left: rupiah(available), missing: rupiah(missing) })}
          </span>
        ))}
      </dd>
    </div>
  );
}

/** One worker's premium, and what is left of each programme's allocation. */
function useCost({ sourceId, programmes, firstMonth, months }: DraftHeader) {
  const api = useApi();
  const length = periodLengthSchema.safeParse(months);
  const isAsked = sourceId !== '' && firstMonth !== '' && programmes.length > 0 && length.success;
  const query = {
    sourceId,
    programmes: programmes.map((one) => programmeSchema.parse(one)).join(','),
    firstMonth,
    months: length.data ?? 1,
  };
  const premium = useQuery({ ...readOf(api, PREMIUM, { query }), enabled: isAsked });
  const fiscalYear = Number(firstMonth.slice(0, 4));
  const allocations = useQuery({ ...readOf(api, ALLOCATIONS, { query: { fiscalYear } }), enabled: isAsked });
  const own = allocations.data?.allocations.filter((one) => one.sourceId === sourceId) ?? [];
  return {
    premium: premium.data,
    left: new Map<string, number>(own.map(({ programme, available }) => [programme, available])),
  };
}
