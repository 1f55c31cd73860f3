import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useSyncExternalStore } from 'react';
import { ANSWERS, APPLY_PREVIEW, PREVIEW_ANSWERS } from '../../../api/answers.ts';
import type { AnswerPreview } from '../../../api/answers.ts';
import { BATCH } from '../../../api/batches.ts';
import type { ApiClient } from '../../../api/client.ts';
import { Failure } from '../../../api/failure.ts';
import { useApi } from '../../../api/provider.tsx';
import { sha256Of, upload } from '../../../api/uploads.ts';
import { openImports } from './imports.ts';
import type { AnswerImport, Imports } from './imports.ts';

const LOOK_AGAIN_MS = 1_000;

/** The answer files that this window brings to a batch. */
export function useImports(batchId: string): Imports & { readonly list: readonly AnswerImport[] } {
  const api = useApi();
  const queries = useQueryClient();
  const imports = useMemo(
    () =>
      openImports({
        bring: async (file, tell) => {
          const order = { kind: 'answers', name: file.name, blob: file, sha256: await sha256Of(file) } as const;
          return upload(api, order, tell);
        },
        preview: (uploadKey, fileName) =>
          api.call(PREVIEW_ANSWERS, { params: { batchId }, body: { uploadKey, fileName } }),
        apply: async (preview) => {
          await applyReading(api, preview);
          await queries.invalidateQueries({ queryKey: [BATCH.path] });
        },
      }),
    [api, queries, batchId],
  );
  const list = useSyncExternalStore(imports.subscribe, imports.state);
  return { ...imports, list };
}

/** Handing the same reading in twice is one handing-in. @throws Failure when it is refused */
async function applyReading(api: ApiClient, { batchId, sha256, readingId = '' }: AnswerPreview): Promise<void> {
  const params = { batchId, sha256 };
  let { status } = await api.call(APPLY_PREVIEW, { params, body: { readingId } });
  while (status === 'stored') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    const file = await api.call(ANSWERS, { params });
    const { problem } = file;
    ({ status } = file);
    if (problem !== undefined)
      throw new Failure('conflict', { code: problem.code, text: { id: problem.id, en: problem.en } });
  }
}
