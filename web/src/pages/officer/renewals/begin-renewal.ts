import type { ApiClient } from '../../../api/client.ts';
import { DRAFT_RENEWAL } from '../../../api/renewals.ts';
import type { Renewal } from '../../../api/renewals.ts';
import { Failure } from '../../../api/failure.ts';
import type { readDraft, saveDraft } from '../../../drafts/draft-store.ts';
import { newDraft } from '../../../drafts/draft.ts';
import type { DraftRoster } from '../../../drafts/draft.ts';

interface BeginDeps {
  readonly api: ApiClient;
  readonly personId: string;
  readonly store: { readonly readDraft: typeof readDraft; readonly saveDraft: typeof saveDraft };
  /** Reads a file from its presigned address. */
  readonly download: (url: string) => Promise<Blob>;
}

/** Where the officer goes on, and how many workers a draft that was made just now holds. */
export interface Begun {
  readonly path: string;
  readonly workers?: number;
}

/** With the roster that the server drafts, or with none, to be filled in by the officer. */
export type BeginWith = 'drafted-roster' | 'empty-roster';

/** The server keeps the old rows no longer: only an empty roster can be begun with. */
export const areRowsGone = (error: Error): boolean => error instanceof Failure && error.code === 'rows-gone';

/** A person has one draft of a renewal on a device: its name is known beforehand, so no press and no window makes another. */
export const renewalDraftId = (revisionId: string, personId: string): string => `${revisionId}-${personId}`;

/**
 * The draft of a renewal: header as proposed, roster as the server drafts it at this moment. One that is on the device
 * already is gone on with, and what was sent is led to. @throws Failure
 */
export async function beginRenewal(
  renewal: Renewal,
  deps: BeginDeps,
  beginWith: BeginWith = 'drafted-roster',
): Promise<Begun> {
  const { personId, store } = deps;
  const { revisionId, header } = renewal;
  const draftId = renewalDraftId(revisionId, personId);
  const there = await store.readDraft(draftId, personId);
  if (there?.sentAs !== undefined) return { path: `/usulan/${there.sentAs}` };
  const path = `/isian/${draftId}`;
  if (there !== undefined) return { path };
  const { roster, workers } = beginWith === 'empty-roster' ? EMPTY : await draftedRoster(renewal, deps);
  const { period, ...others } = header;
  const saved = await store.saveDraft({
    ...newDraft(personId),
    draftId,
    header: { ...others, ...period },
    renews: revisionId,
    roster,
  });
  // Another window was quicker: its draft is the one.
  return saved.kind === 'saved' ? { path, workers } : { path };
}

interface BegunRoster {
  readonly roster: DraftRoster;
  readonly workers: number;
}

const EMPTY: BegunRoster = { roster: { kind: 'grid', rows: [] }, workers: 0 };

async function draftedRoster({ revisionId }: Renewal, { api, download }: BeginDeps): Promise<BegunRoster> {
  const { url, fileName, rows } = await api.call(DRAFT_RENEWAL, { params: { revisionId } });
  const file = { name: fileName, blob: await download(url) };
  return { roster: { kind: 'file', file, corrections: new Map() }, workers: rows };
}
