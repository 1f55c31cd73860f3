import type { FileChange } from '../../../../../domain/request/compare-headers.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { BeforeAfter } from './before-after.tsx';
import type { HeaderField } from './header-fields.ts';
import { CHANGE_TEXTS } from './texts.ts';
import '../officer.css';

export interface ChangedField {
  readonly field: HeaderField;
  /** In words. */
  readonly before: string;
  readonly after: string;
}

export interface ChangedFile {
  readonly name: 'roster' | 'sk' | 'pks';
  readonly change: FileChange;
}

interface ChangedFieldsProps {
  readonly fields: readonly ChangedField[];
  readonly files: readonly ChangedFile[];
}

/** Only those fields and files that say something else than in the revision before. */
export function ChangedFields({ fields, files }: ChangedFieldsProps) {
  const t = useTexts(CHANGE_TEXTS);
  if (fields.length === 0 && files.length === 0) return null;
  return (
    <dl className="facts changed">
      {fields.map(({ field, before, after }) => (
        <div key={field}>
          <dt>{t(`changed.${field}`)}</dt>
          <dd>
            <BeforeAfter before={before} after={after} />
          </dd>
        </div>
      ))}
      {files.map(({ name, change }) => (
        <div key={name}>
          <dt>{t(`changedFile.${name}`)}</dt>
          <dd>{t(`fileChange.${change}`)}</dd>
        </div>
      ))}
    </dl>
  );
}
