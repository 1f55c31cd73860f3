import { asksAbout, linksIn, readInbox } from './inbox.ts';
import type { InboxMail } from './inbox.ts';
import { attribute, readForm } from './sign-in.ts';

export interface ApprovalRun {
  readonly inboxUrl: () => string;
  /** Of the request; mails about others are left alone. */
  readonly title: string;
  /** Mail addresses of approvers who do not answer. */
  readonly silent?: ReadonlySet<string>;
  /** Every link is opened by a scanner before its person comes. */
  readonly scanned: boolean;
  /** True once nothing more has to be decided here. */
  readonly isDecided: () => Promise<boolean>;
  /** The number that the page shows and the approver types. */
  readonly workers: number;
}

export interface ApprovalTally {
  readonly approved: number;
  /** Links whose level was decided before their person came. */
  readonly late: number;
  readonly scans: number;
}

const POLL_MS = 150;
const LIMIT_MS = 300_000;

/** Opens each approver's mail, reads the page and approves, until the request moves on. */
export async function approveAll(run: ApprovalRun): Promise<ApprovalTally> {
  const seen = new Set<string>();
  const tally = { approved: 0, late: 0, scans: 0 };
  const end = Date.now() + LIMIT_MS;
  while (!(await run.isDecided())) {
    if (Date.now() > end) throw new Error(`approval took longer than ${LIMIT_MS / 1000} s: ${JSON.stringify(tally)}`);
    const mails = (await readInbox(run.inboxUrl())).filter((mail) => isForThisRun(mail, run));
    const links = linksIn(mails).filter((link) => !seen.has(link));
    for (const link of links) {
      seen.add(link);
      if (run.scanned) tally.scans += await scan(link);
      const outcome = await approve(link, run.workers);
      tally[outcome] += 1;
    }
    if (links.length === 0) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return tally;
}

function isForThisRun(mail: InboxMail, { title, silent }: ApprovalRun): boolean {
  return asksAbout(mail, title) && !mail.destination.to.some((address) => silent?.has(address) === true);
}

/** What mail scanners do: HEAD, GET with another agent, and a press on the button without typing anything. */
export async function scan(link: string): Promise<number> {
  const headers = { 'user-agent': 'Mozilla/5.0 (compatible; LinkScanner/1.0)' };
  await fetch(link, { method: 'HEAD', headers });
  const page = await (await fetch(`${link}?utm_source=gateway`, { headers })).text();
  if (!/<form\b/i.test(page)) return 2;
  const form = decisionForm(page, link);
  const answer = await fetch(form.action, { method: 'POST', headers, body: new URLSearchParams(form.hidden) });
  if (answer.ok) throw new Error('a scanner that pressed a button was taken for a person');
  return 3;
}

/** `late`: nothing is left to decide behind this link. */
export async function approve(link: string, workers: number): Promise<'approved' | 'late'> {
  const page = await (await fetch(link)).text();
  if (!/<form\b/i.test(page)) return 'late';
  const form = decisionForm(page, link);
  const body = new URLSearchParams([...form.hidden, ['decision', 'approve'], [form.typed, String(workers)]]);
  const decided = await fetch(form.action, { method: 'POST', body });
  if (decided.status === 409 || decided.status === 410) return 'late';
  if (!decided.ok) throw new Error(`approving answered ${decided.status}: ${(await decided.text()).slice(0, 600)}`);
  return 'approved';
}

/** True while the page behind the link asks for a decision. */
export async function mayDecide(link: string): Promise<boolean> {
  return /<form\b/i.test(await (await fetch(link)).text());
}

interface DecisionForm {
  readonly action: string;
  readonly hidden: [string, string][];
  /** The field in which the number of workers is typed. */
  readonly typed: string;
}

function decisionForm(page: string, link: string): DecisionForm {
  const form = readForm(page, link);
  const hidden = form.fields
    .filter((field) => field.type === 'hidden')
    .map((field): [string, string] => [field.name, field.value]);
  const typed = [...page.matchAll(/<input\b([^>]*)>/gi)]
    .map(([, text = '']) => text)
    .find((text) => /inputmode="numeric"/i.test(text));
  const name = typed === undefined ? undefined : attribute(typed, 'name');
  if (name === undefined) throw new Error('the approval page has no field for the number of workers');
  return { action: form.action, hidden, typed: name };
}
