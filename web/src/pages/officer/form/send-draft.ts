import type { ApiClient } from '../../../api/client.ts';
import { Failure, isPassing } from '../../../api/failure.ts';
import { SUBMIT, submitBodySchema } from '../../../api/request-form.ts';
import { sha256Of, upload } from '../../../api/uploads.ts';
import type { Saving } from '../../../drafts/desk.ts';
import type { Draft, DraftFile } from '../../../drafts/draft.ts';
import type { Found } from '../../../roster-check/messages.ts';
import { requestHeader } from './header-in-words.ts';
import type { ChangeDraft } from './step-props.ts';
import { gridFile } from './use-roster-check.ts';

type UploadKind = 'roster' | 'sk' | 'pks';

/** What is under way: `part` of this file, or the request itself. */
export interface Sending {
  readonly what: UploadKind | 'request';
  readonly part: number;
}

interface SendDeps {
  readonly api: ApiClient;
  readonly change: ChangeDraft;
  /** Writes the draft to the device before something is sent that must not be sent twice. */
  readonly flush: () => Promise<Saving>;
  readonly tell: (sending: Sending) => void;
}

/** Another window has gone on with this draft, and may have sent it: this one sends nothing. */
export class ChangedElsewhereError extends Error {
  override readonly name = 'ChangedElsewhereError';
}

/** Uploads are kept for seven days; one of this age is surely still there. */
const UPLOAD_KEPT_MS = 5 * 86_400_000;

/**
 * Uploads what has not arrived yet and sends the request. From the first try on, key and content stay on the device
 * until it is known what became of them: whatever is cut off, sending again gives the same request.
 * @returns the request's id. @throws Failure, ChangedElsewhereError
 */
export async function sendDraft(draft: Draft, found: Found | undefined, deps: SendDeps): Promise<string> {
  try {
    return await sendOnce(draft, found, deps);
  } catch (error) {
    // The store has thrown an upload away: all of it is put there again, once.
    if (!isGone(error) || found === undefined) throw error;
    const { sending: _refused, ...rest } = draft;
    return sendOnce({ ...rest, uploads: {} }, found, deps);
  }
}

async function sendOnce(draft: Draft, found: Found | undefined, deps: SendDeps): Promise<string> {
  const sending = draft.sending ?? (await prepare(draft, found, deps));
  deps.tell({ what: 'request', part: 0 });
  try {
    const body = submitBodySchema.parse(JSON.parse(sending.content));
    const { requestId } = await deps.api.call(SUBMIT, { body }, { idempotencyKey: sending.key });
    deps.change(({ sending: _done, ...before }) => ({ ...before, sentAs: requestId }));
    await deps.flush();
    return requestId;
  } catch (error) {
    // Refused: nothing was stored, and the next try is another one.
    if (!isPassing(error) && !isSignedOut(error)) {
      deps.change(({ sending: _refused, ...before }) => ({ ...before, ...(isGone(error) && { uploads: {} }) }));
      await deps.flush();
    }
    throw error;
  }
}

const isSignedOut = (error: unknown): boolean => error instanceof Failure && error.kind === 'signed-out';

const isGone = (error: unknown): boolean => error instanceof Failure && error.code === 'object-missing';

async function prepare(draft: Draft, found: Found | undefined, deps: SendDeps): Promise<NonNullable<Draft['sending']>> {
  if (found === undefined) throw new TypeError('a roster is sent only once it has been checked');
  const roster = rosterFile(draft, found);
  const rosterKey = await bring(draft, { kind: 'roster', file: roster }, deps);
  const papers: Partial<Record<'sk' | 'pks', { uploadKey: string }>> = {};
  for (const kind of ['sk', 'pks'] as const) {
    const file = draft.papers[kind];
    if (file !== undefined) papers[kind] = { uploadKey: await bring(draft, { kind, file }, deps) };
  }
  const content = JSON.stringify({
    ...requestHeader(draft.header),
    roster: { uploadKey: rosterKey, fileName: roster.name.slice(-200) },
    papers,
    ...(draft.revises !== undefined && { revises: draft.revises.requestId }),
    ...(draft.renews !== undefined && { renews: draft.renews }),
  });
  const parsed = submitBodySchema.safeParse(JSON.parse(content));
  if (!parsed.success)
    throw new Failure('invalid', { field: ['body', ...(parsed.error.issues[0]?.path ?? [])].join('.') });
  const sending = { key: crypto.randomUUID(), content };
  deps.change((before) => ({ ...before, sending }));
  if ((await deps.flush()) === 'changed-elsewhere') {
    deps.change(({ sending: _unsent, ...before }) => before);
    throw new ChangedElsewhereError();
  }
  return sending;
}

/** The file as it was checked: with the corrections in it, when there are any. */
function rosterFile({ roster }: Draft, { corrected }: Found): DraftFile {
  if (roster.kind === 'grid') return { name: 'daftar-diketik.csv', blob: gridFile(roster.rows) };
  if (corrected === undefined) return roster.file;
  return { name: roster.file.name.replace(/\.\w+$/, '-diperbaiki.csv'), blob: corrected };
}

/** The key of a file's upload: of an earlier one when the content has already arrived. */
async function bring(
  draft: Draft,
  { kind, file }: { readonly kind: UploadKind; readonly file: DraftFile },
  { api, change, flush, tell }: SendDeps,
): Promise<string> {
  tell({ what: kind, part: 0 });
  const sha256 = await sha256Of(file.blob);
  const place = `${kind}-${sha256}`;
  const earlier = draft.uploads[place];
  if (earlier !== undefined && Date.now() - Date.parse(earlier.at) < UPLOAD_KEPT_MS) return earlier.uploadKey;
  const order = { kind, name: file.name, blob: file.blob, sha256 };
  const uploadKey = await upload(api, order, (part) => tell({ what: kind, part })).catch((error: unknown) => {
    throw aboutFile(error, kind);
  });
  const arrived = { uploadKey, at: new Date().toISOString() };
  change((before) => ({ ...before, uploads: { ...before.uploads, [place]: arrived } }));
  // At once: on a slow line nobody wants to send it twice.
  await flush();
  return uploadKey;
}

/** What is wrong with an upload is told where its file is chosen. */
function aboutFile(error: unknown, kind: UploadKind): unknown {
  if (!(error instanceof Failure) || error.field === undefined) return error;
  const { code = error.kind, text, cause } = error;
  const field = kind === 'roster' ? 'body.roster' : `body.papers.${kind}`;
  return new Failure(error.kind, { code, field, cause, ...(text !== undefined && { text }) });
}
