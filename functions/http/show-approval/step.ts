import type { PageMac } from '../../adapters/kms/page-mac.ts';
import type { PageAnswer } from '../../pages/answer.ts';
import { approvalPage } from '../../pages/approval-page.ts';
import { loadApproval } from '../../pages/approval-view.ts';
import type { ViewDeps } from '../../pages/approval-view.ts';
import { makeNonce } from '../../pages/nonce.ts';
import { noticePage, UNKNOWN_LINK, WRONG_METHOD } from '../../pages/notice.ts';
import { openLink } from '../../pages/open-link.ts';
import type { OpenLinkDeps } from '../../pages/open-link.ts';
import type { PageCall } from '../../pages/page-handler.ts';
import type { ShowApprovalQuery } from './contract.ts';

export interface ShowApprovalDeps extends ViewDeps, OpenLinkDeps {
  readonly mac: PageMac;
}

/** Shows the page behind a link. GET and HEAD change nothing, whoever or whatever opens the link, however often. */
export async function showApproval(call: PageCall<ShowApprovalQuery>, deps: ShowApprovalDeps): Promise<PageAnswer> {
  if (call.method !== 'GET' && call.method !== 'HEAD') {
    return { ...noticePage(WRONG_METHOD, call.query.lang ?? 'id'), headers: { allow: 'GET, HEAD, POST' } };
  }
  const opened = await openLink(deps, { secret: call.secret, language: call.query.lang });
  if (opened === null) return noticePage(UNKNOWN_LINK, call.query.lang ?? 'id');
  const { language, situation } = opened;
  if (situation.kind === 'notice') return noticePage(situation.notice, language);
  const view = await loadApproval(deps, opened);
  const subject = { linkHash: opened.linkHash, contentHash: view.contentHash };
  const nonce = await makeNonce(deps.mac, subject, deps.now());
  return approvalPage(view, { language, nonce, secret: call.secret });
}
