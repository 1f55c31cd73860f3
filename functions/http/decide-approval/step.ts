import { createHash } from 'node:crypto';
import { crockford, personIdSchema } from '../../../domain/identity/ids.ts';
import type { PersonId } from '../../../domain/identity/ids.ts';
import type { Text } from '../../../domain/text.ts';
import { propose } from '../../administration/propose.ts';
import { revisionKey } from '../../adapters/dynamodb/keys.ts';
import { levelToken, tellToken } from '../../adapters/dynamodb/token-store.ts';
import type { AnswerToken } from '../../adapters/dynamodb/token-store.ts';
import type { NudgeMail } from '../../adapters/lambda/nudge.ts';
import type { PageAnswer } from '../../pages/answer.ts';
import { approvalPage } from '../../pages/approval-page.ts';
import { loadApproval } from '../../pages/approval-view.ts';
import type { FormProblem } from '../../pages/decision-forms.ts';
import { makeNonce } from '../../pages/nonce.ts';
import {
  ABSENCE_ASKED,
  noticePage,
  PASSED_ON_NOW,
  TOO_LARGE,
  UNKNOWN_LINK,
  usedLink,
  WRONG_CONTENT,
  WRONG_METHOD,
} from '../../pages/notice.ts';
import { openLink } from '../../pages/open-link.ts';
import type { OpenedLink } from '../../pages/open-link.ts';
import type { PageCall } from '../../pages/page-handler.ts';
import { voteOf } from '../../pages/situation.ts';
import { LOG } from '../../runtime/log-messages.ts';
import { logger } from '../../runtime/telemetry.ts';
import type { ShowApprovalDeps } from '../show-approval/step.ts';
import { checkForm } from './check-form.ts';
import type { Absence, CheckedForm } from './check-form.ts';
import { form, MAX_BODY_BYTES } from './contract.ts';
import type { DecideApprovalQuery, DecisionForm } from './contract.ts';
import { storeDelegation, storeVote } from './store-decision.ts';
import type { DecisionOutcome } from './store-decision.ts';

export interface DecideApprovalDeps extends ShowApprovalDeps {
  readonly answerToken: AnswerToken;
  readonly nudgeMail: NudgeMail;
}

const FORM_TYPE = 'application/x-www-form-urlencoded';

/**
 * Takes a decision. It needs POST, a form, a link that may decide, the nonce of a page shown lately and the number of
 * workers typed by a person; whatever is missing or wrong is said, and never taken as a rejection.
 */
export async function decideApproval(
  call: PageCall<DecideApprovalQuery>,
  deps: DecideApprovalDeps,
): Promise<PageAnswer> {
  const language = call.query.lang ?? 'id';
  if (call.method !== 'POST') {
    return { ...noticePage(WRONG_METHOD, language), headers: { allow: 'GET, HEAD, POST' } };
  }
  const opened = await openLink(deps, { secret: call.secret, language: call.query.lang });
  if (opened === null) return noticePage(UNKNOWN_LINK, language);
  if (opened.situation.kind === 'notice') return noticePage(opened.situation.notice, opened.language);
  if (call.contentType !== FORM_TYPE) return noticePage(WRONG_CONTENT, opened.language);
  if (Buffer.byteLength(call.body) > MAX_BODY_BYTES) return noticePage(TOO_LARGE, opened.language);
  const sent = form.parse(Object.fromEntries(new URLSearchParams(call.body)));
  const checked = await checkForm(sent, opened, deps);
  if ('problem' in checked) return formAgain({ call, opened, sent, problem: checked.problem }, deps);
  return store({ call, opened, sent, checked }, deps);
}

/** Stored as a change that any administrator may confirm. Asked for twice, it is one. */
async function askForAbsence(
  deps: DecideApprovalDeps,
  { personId, at, absence }: { personId: PersonId; at: string; absence: Absence },
): Promise<void> {
  const { toPersonId, from, until } = absence;
  const changeId = crockford(createHash('sha256').update([personId, toPersonId, from, until].join('#')).digest(), 12);
  const proposal = { kind: 'delegation' as const, content: { fromPersonId: personId, toPersonId, from, until } };
  await propose({ table: deps.table, at }, { changeId, proposal, proposedBy: personId });
}

interface Post {
  readonly call: PageCall<DecideApprovalQuery>;
  readonly opened: OpenedLink;
  readonly sent: DecisionForm;
}

async function store(post: Post & { checked: CheckedForm }, deps: DecideApprovalDeps): Promise<PageAnswer> {
  const { opened, checked } = post;
  const { link, utcOffsetMinutes, frozenUntil, language } = opened;
  const place = { revisionId: link.revisionId, level: link.level };
  const { personId, seatId } = link;
  const at = deps.now().toISOString();
  const decider = { place, personId, seatId, contentHash: checked.contentHash, at, utcOffsetMinutes, frozenUntil };
  if (checked.word === 'absence') {
    await askForAbsence(deps, { personId, at, absence: checked.absence });
    await deps.nudgeMail();
    return noticePage(ABSENCE_ASKED, language);
  }
  if (checked.word === 'delegate' && (await hasLeft(deps, checked.delegateTo))) {
    return formAgain({ ...post, problem: { status: 409, text: HAS_LEFT } }, deps);
  }
  const outcome =
    checked.word === 'delegate'
      ? await storeDelegation(deps.table, decider, checked.delegateTo)
      : await storeVote(deps.table, decider, { word: checked.word, reason: checked.reason });
  switch (outcome.kind) {
    case 'stored':
      await tellOthers(opened, outcome, deps);
      return decided(outcome, opened);
    case 'overtaken':
      if (outcome.situation.kind === 'notice') return noticePage(outcome.situation.notice, language);
      return noticePage(PASSED_ON_NOW, language);
    case 'refused':
      return formAgain({ ...post, problem: { status: 409, text: outcome.text } }, deps);
  }
}

const HAS_LEFT: Text = {
  id: 'orang itu tidak lagi bertugas; pilih orang lain.',
  en: 'that person is no longer in office; choose somebody else.',
};

/** Possible delegates are the policy's of the day on which the request was sent. */
async function hasLeft({ people }: DecideApprovalDeps, typed: string): Promise<boolean> {
  const personId = personIdSchema.safeParse(typed).data;
  return personId !== undefined && (await people.person(personId))?.leftOn !== undefined;
}

type Stored = Extract<DecisionOutcome, { kind: 'stored' }>;

function decided({ level }: Stored, { link, utcOffsetMinutes, language }: OpenedLink): PageAnswer {
  const vote = voteOf(level, link.personId);
  return noticePage(vote === undefined ? PASSED_ON_NOW : usedLink(vote, utcOffsetMinutes), language);
}

/** The decision is stored: whatever fails from here on, repair finishes, and the decider is not troubled with it. */
async function tellOthers({ link }: OpenedLink, { level }: Stored, deps: DecideApprovalDeps): Promise<void> {
  if (level.status !== 'open') {
    const { pk } = revisionKey(link.revisionId);
    const tell = { pk, name: levelToken(level.number), output: {}, at: deps.now().toISOString() };
    await tellToken(deps.table, tell, deps.answerToken).catch((error: unknown) => {
      logger.warn(LOG.tokenUntold.message, {
        code: LOG.tokenUntold.code,
        error: error instanceof Error ? error : new Error(String(error)),
      });
    });
  }
  await deps.nudgeMail();
}

/** The page once more, with what was wrong at its top and what was written still in it. */
async function formAgain(post: Post & { problem: FormProblem }, deps: DecideApprovalDeps): Promise<PageAnswer> {
  const { opened, sent, problem, call } = post;
  const view = await loadApproval(deps, opened);
  const subject = { linkHash: opened.linkHash, contentHash: view.contentHash };
  const nonce = await makeNonce(deps.mac, subject, deps.now());
  const { decision: word, reason, delegateTo, absentFrom, absentUntil } = sent;
  const tried = { word, reason, delegateTo, absentFrom, absentUntil };
  return approvalPage(view, { language: opened.language, nonce, secret: call.secret, tried, problem });
}
