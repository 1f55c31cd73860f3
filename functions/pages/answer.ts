import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { renderDocument } from './document.ts';
import type { PageContent } from './document.ts';
import { STYLE_HASH } from './style.ts';

export interface PageAnswer extends PageContent {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  `style-src '${STYLE_HASH}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Nothing of a page is kept, passed on or framed, and nothing in it runs. */
const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
} as const;

/** @param withBody false for HEAD */
export function htmlAnswer(answer: PageAnswer, withBody = true): APIGatewayProxyStructuredResultV2 {
  return {
    statusCode: answer.status,
    headers: { ...HEADERS, 'content-language': answer.language, ...answer.headers },
    body: withBody ? renderDocument(answer) : '',
  };
}
