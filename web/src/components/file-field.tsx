import { Button } from '@digdir/designsystemet-react';
import { useFormat } from '../format/format.ts';
import { useTexts } from '../i18n/texts.ts';
import type { FileTrouble } from './check-files.ts';
import { describedBy } from './described-by.ts';
import { COMPONENT_TEXTS } from './texts.ts';

interface FileFieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint: string;
  /** As in the `accept` of a file input. */
  readonly accept: string;
  readonly file?: { readonly name: string; readonly blob: Blob } | undefined;
  readonly trouble: FileTrouble | undefined;
  /** What the server says against the file. */
  readonly refused?: string | undefined;
  readonly isDisabled?: boolean;
  readonly onFile: (file: File) => void;
  /** Several may be chosen at once; `onFile` takes them one by one. */
  readonly isMultiple?: boolean;
  readonly onRemove?: () => void;
}

/** A file to choose or to drop: the browser's own field lies over all of it. Shows what is chosen. */
export function FileField({ id, label, hint, accept, file, trouble, isMultiple, ...field }: FileFieldProps) {
  const t = useTexts(COMPONENT_TEXTS);
  const { isDisabled = false, refused, onFile, onRemove } = field;
  const error = trouble === undefined ? refused : t(`trouble.${trouble.kind}`, { limit: trouble.limit });
  return (
    <div className="field file-field" data-wrong={error !== undefined}>
      <label className="drop">
        <FilePicture />
        <span className="drop-words">
          <span className="drop-label">{label}</span>
          <span className="field-hint" id={`${id}-hint`}>
            {hint}
          </span>
        </span>
        <input
          id={id}
          type="file"
          accept={accept}
          multiple={isMultiple}
          disabled={isDisabled}
          aria-invalid={error !== undefined}
          {...describedBy(id, { hint, error })}
          onChange={({ currentTarget }) => {
            for (const chosen of currentTarget.files ?? []) onFile(chosen);
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

/** A sheet that goes up. */
function FilePicture() {
  return (
    <svg className="drop-picture" viewBox="0 0 40 40" aria-hidden="true" focusable="false">
      <path d="M10 4h14l8 8v24H10z" />
      <path d="M24 4v8h8M21 31V19m-5 5 5-5 5 5" />
    </svg>
  );
}

const MEGABYTE = 1_000_000;

interface ChosenProps {
  readonly file: { readonly name: string; readonly blob: Blob };
  readonly onRemove: FileFieldProps['onRemove'];
}

function Chosen({ file, onRemove }: ChosenProps) {
  const t = useTexts(COMPONENT_TEXTS);
  const format = useFormat();
  const { size } = file.blob;
  const weight = size < MEGABYTE ? `${format.count(Math.ceil(size / 1000))} KB` : `${format.count(size / MEGABYTE)} MB`;
  return (
    <p className="chosen-file">
      <span>
        <strong>{file.name}</strong> <span className="quiet">{weight}</span>
      </span>
      {onRemove === undefined ? null : (
        <Button variant="tertiary" data-size="sm" onClick={onRemove}>
          {t('file.remove')}
        </Button>
      )}
    </p>
  );
}
