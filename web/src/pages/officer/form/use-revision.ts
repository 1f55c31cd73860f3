import { useEffect, useState } from 'react';
import { fileChange, headerChanges } from '../../../../../domain/request/compare-headers.ts';
import type { FormOptions } from '../../../api/request-form.ts';
import { sha256Of } from '../../../api/uploads.ts';
import type { Draft } from '../../../drafts/draft.ts';
import { useFormat } from '../../../format/format.ts';
import type { ChangedField, ChangedFile } from '../changes/changed-fields.tsx';
import { HEADER_FIELDS } from '../changes/header-fields.ts';
import { headerInWords, requestHeader } from './header-in-words.ts';

/** What a revision's form says otherwise than the revision before; a first request differs from nothing. */
export interface RevisionChanges {
  readonly fields: readonly ChangedField[];
  /** Of the papers; the roster is compared worker by worker. */
  readonly files: readonly ChangedFile[];
}

/** By the system's own rule of what is a change. */
export function useRevision(draft: Draft, options: FormOptions): RevisionChanges {
  const format = useFormat();
  const files = usePaperChanges(draft);
  const { header, revises } = draft;
  if (revises === undefined) return { fields: [], files: [] };
  const [before, after] = [revises.header, header].map((one) => headerInWords(one, { options, format }));
  const changed = headerChanges(requestHeader(revises.header), requestHeader(header), HEADER_FIELDS);
  return {
    fields: changed.map(({ field }) => ({ field, before: before?.[field] ?? '', after: after?.[field] ?? '' })),
    files,
  };
}

const PAPERS = ['sk', 'pks'] as const;

/** Told by their content, as the system does: the same paper chosen again is no change. */
function usePaperChanges({ papers: { sk, pks }, revises }: Draft): readonly ChangedFile[] {
  const [files, setFiles] = useState<readonly ChangedFile[]>([]);
  const before = revises?.papers;
  useEffect(() => {
    if (before === undefined) return undefined;
    let isLeft = false;
    const compare = async (): Promise<void> => {
      const now = { sk: sk && (await sha256Of(sk.blob)), pks: pks && (await sha256Of(pks.blob)) };
      const changed = PAPERS.flatMap((name) => {
        const change = fileChange(before[name], now[name]);
        return change === undefined ? [] : [{ name, change }];
      });
      if (!isLeft) setFiles(changed);
    };
    void compare();
    return () => {
      isLeft = true;
    };
  }, [before, sk, pks]);
  return files;
}
