import { citationIn } from '../../../../../domain/tariff/provenance.ts';
import type { Tariffs } from '../../../api/administration.ts';
import { useFormat } from '../../../format/format.ts';
import { useLanguage } from '../../../i18n/language.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { TARIFF_TEXTS } from './texts.ts';

export interface Figure {
  readonly id: string;
  readonly document: 'tariffs' | 'fundingSources';
  readonly name: string;
  readonly value: string;
  /** Months in force, or NO_SPAN. */
  readonly span: string;
  readonly source: string;
  readonly certainty: 'certain' | 'likely' | 'unknown';
  /** The paper, once two administrators have confirmed it. */
  readonly confirmed: string | undefined;
}

/** In the order in which people look for them. */
export const GROUPS = ['fundingSources', 'bpu', 'discounts', 'bands', 'pu'] as const;
type Group = (typeof GROUPS)[number];
const BASIS_POINTS_A_PERCENT = 100;
export const NO_SPAN = '–';

/** Turns the figures of a group into words. */
export function useFigures(): (tariffs: Tariffs, group: Group) => readonly Figure[] {
  const t = useTexts(TARIFF_TEXTS);
  const language = useLanguage();
  const { rupiah, month, count } = useFormat();
  const percent = (points: number): string => t('value.percent', { percent: count(points / BASIS_POINTS_A_PERCENT) });
  const common = (
    row: Pick<Tariffs['bands'][number], 'id' | 'from' | 'to' | 'source' | 'certainty' | 'confirmedBy'>,
  ) => ({
    id: row.id,
    document: 'tariffs' as const,
    span: row.to === null ? t('span.from', { from: month(row.from) }) : `${month(row.from)} – ${month(row.to)}`,
    source: citationIn(row.source, language),
    certainty: row.certainty,
    confirmed: row.confirmedBy?.paper,
  });
  return ({ bpu, bands, discounts, pu, fundingSources }, group) => {
    switch (group) {
      case 'bpu':
        return bpu.map((row) => ({
          ...common(row),
          name: row.programme,
          value: row.kind === 'flat' ? rupiah(row.amount) : t('value.ofBasis', { percent: percent(row.basisPoints) }),
        }));
      case 'bands':
        return bands.map((row) => ({
          ...common(row),
          name:
            row.incomeBelow === null
              ? t('value.incomeFrom', { from: rupiah(row.incomeFrom) })
              : t('value.income', { from: rupiah(row.incomeFrom), below: rupiah(row.incomeBelow) }),
          value: t('value.basis', { basis: rupiah(row.basis) }),
        }));
      case 'discounts':
        return discounts.map((row) => ({
          ...common(row),
          name: t('name.discount', {
            programmes: row.programmes.join(', '),
            sectors: row.sectors.map((sector) => t(`sector.${sector}`)).join(', '),
          }),
          value: t('value.off', { percent: row.percentOff }),
        }));
      case 'pu':
        return pu.map((row) => ({
          ...common(row),
          name:
            row.riskClass === undefined
              ? row.programme
              : t('name.riskClass', { programme: row.programme, riskClass: row.riskClass }),
          value: t('value.shares', {
            employer: percent(row.employerBasisPoints),
            worker: percent(row.workerBasisPoints),
          }),
        }));
      case 'fundingSources':
        return fundingSources.map((row) => ({
          id: row.sourceId,
          document: 'fundingSources',
          name: row.name,
          value: row.countsAsApbn ? t('value.apbn') : t('value.notApbn'),
          span: NO_SPAN,
          source: citationIn(row.source, language),
          certainty: row.certainty,
          confirmed: row.confirmedBy?.paper,
        }));
    }
  };
}
