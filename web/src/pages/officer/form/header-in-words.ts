import type { FormOptions } from '../../../api/request-form.ts';
import type { DraftHeader } from '../../../drafts/draft.ts';
import type { Format } from '../../../format/open-format.ts';
import type { HeaderField } from '../changes/header-fields.ts';

/** The header as a request carries it. */
export function requestHeader({ firstMonth, months, ...header }: DraftHeader) {
  return { ...header, period: { firstMonth, months } };
}

interface Words {
  readonly options: FormOptions;
  readonly format: Format;
}

/** What the form says, for people; empty where nothing is said yet. */
export function headerInWords(header: DraftHeader, { options, format }: Words): Readonly<Record<HeaderField, string>> {
  const { title, wadahId, sourceId, programmes, firstMonth, months, skNumber, pksNumber } = header;
  return {
    title,
    wadahId: options.wadah.find((one) => one.wadahId === wadahId)?.name ?? wadahId,
    programmes: programmes.join(', '),
    period: firstMonth === '' || months === 0 ? '' : format.period(firstMonth, months),
    sourceId: options.fundingSources.find((one) => one.sourceId === sourceId)?.name ?? sourceId,
    skNumber,
    pksNumber,
  };
}
