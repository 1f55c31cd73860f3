import { exclude, readMailAddresses } from '../administrators.ts';
import { waitUntil } from '../api.ts';
import { approve, approveAll, mayDecide, scan } from '../approvers.ts';
import { asksAbout, isAbout, isOf, linksIn, readInbox } from '../inbox.ts';
import type { InboxMail } from '../inbox.ts';
import { readRequest, waitForRequest } from '../officer.ts';
import { TITLE } from '../scene.ts';
import type { Scene } from '../scene.ts';
import { tallyText } from './request.ts';

/** Of the last level in the sample policy. */
export const SILENT = 'sekda';
export const TARGET = 'wakil-bupati';
const LEVELS = 3;
const LIMIT_SECONDS = 120;

/**
 * The last level's approver stays silent: reminded, then the escalation target decides instead. Meanwhile workers are put
 * on the exclusion list, whom the approved request can no longer pay for.
 */
export async function approveWithHesitation(scene: Scene, requestId: string): Promise<void> {
  const { options, system, stages, people } = scene;
  const addresses = await readMailAddresses(people.administrators[0]);
  const silent = addressOf(addresses, SILENT);
  const target = addressOf(addresses, TARGET);
  const inboxUrl = (): string => system.ready().inboxUrl;
  const isAtLast = async (): Promise<boolean> =>
    (await readRequest(people.officer, requestId)).levels.length === LEVELS;
  const run = { inboxUrl, title: TITLE, scanned: true, workers: options.workers, silent: new Set([silent]) };
  await stages.run('approved on all levels but the last', () => approveAll({ ...run, isDecided: isAtLast }), tallyText);
  const links = await stages.run('last approver silent, workers excluded meanwhile', () => hesitate(scene, silent));
  await stages.run('escalated, decided by the target', () => decideInstead(scene, { requestId, target, links }));
}

function addressOf(addresses: ReadonlyMap<string, string>, personId: string): string {
  const address = addresses.get(personId);
  if (address === undefined) throw new Error(`there is no ${personId}`);
  return address;
}

/** Mails about the request that ask this person to decide, once there is one of this kind. */
async function mailsTo({ system }: Scene, address: string, kind: string): Promise<InboxMail[]> {
  const find = async (): Promise<InboxMail[]> =>
    (await readInbox(system.ready().inboxUrl)).filter(
      (mail) => asksAbout(mail, TITLE) && mail.destination.to.includes(address),
    );
  return waitUntil(`mail "${kind}" to ${address}`, find, {
    done: (mails) => mails.some((mail) => isOf(mail, kind)),
    limitSeconds: LIMIT_SECONDS,
  });
}

/** Gives the links that the silent approver has by the time of the reminder. */
async function hesitate(scene: Scene, silent: string): Promise<string[]> {
  const { people, checks, plan, roster, today } = scene;
  for (const link of linksIn(await mailsTo(scene, silent, 'Mohon keputusan'))) await scan(link);
  const loaded = await exclude(people.administrators[0], excludedNiks(roster.good, plan.excluded), today);
  checks.equal('workers put on the exclusion list', loaded, plan.excluded);
  return linksIn(await mailsTo(scene, silent, 'Pengingat keputusan'));
}

/** The last ones of the roster. */
export function excludedNiks(good: ReadonlyMap<string, unknown>, count: number): string[] {
  return [...good.keys()].slice(good.size - count);
}

async function decideInstead(
  scene: Scene,
  { requestId, target, links }: { requestId: string; target: string; links: readonly string[] },
): Promise<void> {
  const { options, people, checks } = scene;
  const [link = ''] = linksIn(await mailsTo(scene, target, 'Eskalasi keputusan'));
  const before = await Promise.all(links.map(mayDecide));
  checks.isTrue('earlier links stay valid after the escalation', before.length > 1 && !before.includes(false));
  await scan(link);
  await approve(link, options.workers);
  await waitForRequest(people.officer, requestId, ['approved', 'recording', 'committed']);
  const after = await Promise.all(links.map(mayDecide));
  checks.isTrue('they decide nothing once the target has decided', !after.includes(true));
}

/** Addresses that were told of the workers removed by the second check, each once. */
export async function toldOfRemoval({ system, plan }: Scene): Promise<string[]> {
  const mails = (await readInbox(system.ready().inboxUrl)).filter(
    (mail) => isAbout(mail, TITLE) && isOf(mail, `${plan.excluded} pekerja dikeluarkan`),
  );
  return [...new Set(mails.flatMap((mail) => mail.destination.to))].toSorted();
}
