import { waitUntil } from '../api.ts';
import { approveAll, mayDecide, scan } from '../approvers.ts';
import { isAbout, isOf, linksIn, readInbox } from '../inbox.ts';
import type { InboxMail } from '../inbox.ts';
import { readRequest, submit, waitForRequest } from '../officer.ts';
import type { RequestView, TypedRow } from '../officer.ts';
import type { Scene } from '../scene.ts';
import { tallyText } from './request.ts';
import { makeOtherRows } from './roster.ts';

const TITLE = 'Iuran susulan';
const LIMIT_SECONDS = 120;

/** A second, small request, typed into the form; its approver never answers. */
export interface SmallRequest {
  readonly requestId: string;
  readonly rows: readonly TypedRow[];
}

const mailsAbout = async ({ system }: Scene): Promise<InboxMail[]> =>
  (await readInbox(system.ready().inboxUrl)).filter((mail) => isAbout(mail, TITLE));

export async function sendSmallRequest(scene: Scene): Promise<SmallRequest> {
  const { stages, people, period, plan, books } = scene;
  const rows = makeOtherRows(scene, scene.roster, plan.silent);
  const { requestId } = await stages.run('small request sent, its approver silent', async () => {
    const receipt = await submit(people.officer, { title: TITLE, ...period, roster: { rows } });
    await waitForRequest(people.officer, receipt.requestId, ['approving']);
    return receipt;
  });
  await books.note('small request waiting');
  const mails = await waitUntil('the mail about the small request', () => mailsAbout(scene), {
    done: (found) => linksIn(found).length > 0,
    limitSeconds: LIMIT_SECONDS,
  });
  for (const link of linksIn(mails)) await scan(link);
  return { requestId, rows };
}

/** Its time runs out, whatever was killed meanwhile. Gives the request as it ended. */
export async function awaitExpiry(scene: Scene, { requestId }: SmallRequest): Promise<RequestView> {
  const { stages, people, checks } = scene;
  const expired = await stages.run('small request expired', () =>
    waitUntil('the small request running out', () => readRequest(people.officer, requestId), {
      done: ({ status }) => status !== 'approving',
    }),
  );
  const told = (mail: InboxMail): boolean => isOf(mail, 'Usulan berakhir tanpa keputusan');
  const mails = await waitUntil('the mail about its end', () => mailsAbout(scene), {
    done: (all) => all.some(told),
    limitSeconds: LIMIT_SECONDS,
  });
  const open = await Promise.all(linksIn(mails).map(mayDecide));
  checks.isTrue('no link of the expired request decides any more', !open.includes(true));
  return expired;
}

/** The officer sends it again, with workers whom BPJS TK did not take; now everybody answers. */
export async function sendAgain(scene: Scene, small: SmallRequest, freed: readonly TypedRow[]): Promise<RequestView> {
  const { stages, people, period, system } = scene;
  const rows = [...small.rows, ...freed];
  const { requestId } = await stages.run(
    'small request sent again, with the workers set free',
    async () => {
      const receipt = await submit(people.officer, {
        title: TITLE,
        ...period,
        roster: { rows },
        revises: small.requestId,
      });
      await waitForRequest(people.officer, receipt.requestId, ['approving']);
      return receipt;
    },
    () => `${rows.length} workers`,
  );
  const isDecided = async (): Promise<boolean> => (await readRequest(people.officer, requestId)).status !== 'approving';
  const inboxUrl = (): string => system.ready().inboxUrl;
  const run = { inboxUrl, title: TITLE, scanned: true, isDecided, workers: rows.length };
  await stages.run('  approved on every level', () => approveAll(run), tallyText);
  return stages.run('  its premiums recorded', () => waitForRequest(people.officer, requestId, ['committed']));
}
