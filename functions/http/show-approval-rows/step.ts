import type { PageAnswer } from '../../pages/answer.ts';
import { noticePage, UNKNOWN_LINK, WRONG_METHOD } from '../../pages/notice.ts';
import { openLink } from '../../pages/open-link.ts';
import type { OpenLinkDeps } from '../../pages/open-link.ts';
import type { PageCall } from '../../pages/page-handler.ts';
import { readRows } from '../../pages/roster-rows.ts';
import type { RosterSource } from '../../pages/roster-rows.ts';
import { rowsPage } from '../../pages/rows-page.ts';
import type { ShowApprovalRowsQuery } from './contract.ts';

export interface ShowApprovalRowsDeps extends RosterSource, OpenLinkDeps {}

const ROWS_A_PAGE = 100;

/** The whole roster behind a link, page by page, for as long as its holder may decide. */
export async function showApprovalRows(
  call: PageCall<ShowApprovalRowsQuery>,
  deps: ShowApprovalRowsDeps,
): Promise<PageAnswer> {
  const { lang, page } = call.query;
  if (call.method !== 'GET' && call.method !== 'HEAD') {
    return { ...noticePage(WRONG_METHOD, lang ?? 'id'), headers: { allow: 'GET, HEAD' } };
  }
  const opened = await openLink(deps, { secret: call.secret, language: lang });
  if (opened === null) return noticePage(UNKNOWN_LINK, lang ?? 'id');
  const { language, situation, head } = opened;
  if (situation.kind === 'notice') return noticePage(situation.notice, language);
  const offset = (page - 1) * ROWS_A_PAGE;
  const { rows, total } = await readRows(deps, head.revisionId, { offset, count: ROWS_A_PAGE });
  const regency = (await deps.configuration.current('regency')).document;
  const pages = Math.max(1, Math.ceil(total / ROWS_A_PAGE));
  return rowsPage({ rows, total, page, pages, language, regency, title: head.header.title, secret: call.secret });
}
