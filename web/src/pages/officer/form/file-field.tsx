import { Button } from '@digdir/designsystemet-react';
import { useFormat } from '../../../format/format.ts';
import { useTexts } from '../../../i18n/texts.ts';
import { describedBy } from './field.tsx';
import { FORM_TEXTS } from './texts.ts';

interface FileFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** As in the `accept` of a file input. */
  readonly accept: string;
  readonly file: { readonly name: string; readonly blob: Blob } | undefined;
  readonly error: string | undefined;
  readonly onFile: (file: File) => void;
  readonly onRemove: () => void;
}

const MEGABYTE = 1_000_000;

/** A file to choose or to drop: the browser's own field lies over all of it. Shows what is chosen. */
export function FileField({ id, label, hint, accept, file, error, onFile, onRemove }: FileFieldProps) {
  const t = useTexts(FORM_TEXTS);
  const take = (files: FileList | null): void => {
    const first = files?.[0];
    if (first !== undefined) onFile(first);
  };
  return (
    <div className="field file-field" data-wrong={error !== undefined}>
      <label className="drop">
        <span className="drop-label">{label}</span>
        <span className="field-hint" id={`${id}-hint`}>
          {hint}
        </span>
        <input
          id={id}
          type="file"
          accept={accept}
          aria-invalid={error !== undefined}
          {...describedBy(id, { hint, error })}
          onChange={({ currentTarget }) => {
            take(currentTarget.files);
            // The same file may be chosen again after it was corrected.
            currentTarget.value = '';
          }}
        />
        <span className="drop-button" aria-hidden="true">
          {file === undefined ? t('file.choose') : t('file.other')}
        </span>
      </label>
      {file === undefined ? null : <Chosen file={file} onRemove={onRemove} />}
      {error === undefined ? null : (
        <p className="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

function Chosen({ file, onRemove }: { readonly file: { name: string; blob: Blob }; readonly onRemove: () => void }) {
  const t = useTexts(FORM_TEXTS);
  const format = useFormat();
  const { size } = file.blob;
  const weight = size < MEGABYTE ? `${format.count(Math.ceil(size / 1000))} KB` : `${format.count(size / MEGABYTE)} MB`;
  return (
    <p className="chosen-file">
      <span>
        <strong>{file.name}</strong> <span className="quiet">{weight}</span>
      </span>
      <Button variant="tertiary" data-size="sm" onClick={onRemove}>
        {t('file.remove')}
      </Button>
    </p>
  );
}
