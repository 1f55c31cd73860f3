import { Stack } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';

/**
 * Every address of the portal without an extension is a page that the portal itself tells apart. Error pages could do
 * the same, but they count for the whole distribution, and an absent request of the API must stay a 404.
 */
const PAGES = `function handler(event) {
  var request = event.request;
  if (request.uri === '/masuk/kembali') request.uri += '.html';
  else if (!/\\.[^/]*$/.test(request.uri)) request.uri = '/index.html';
  return request;
}`;

function viewerFunction(scope: Construct, stage: Stage, what: { name: string; code: string }): cloudfront.Function {
  return new cloudfront.Function(scope, what.name, {
    functionName: `${stage.prefix}-${what.name.toLowerCase()}`,
    runtime: cloudfront.FunctionRuntime.JS_2_0,
    code: cloudfront.FunctionCode.fromInline(what.code),
  });
}

const atRequest = (fn: cloudfront.Function): cloudfront.FunctionAssociation => ({
  function: fn,
  eventType: cloudfront.FunctionEventType.VIEWER_REQUEST,
});

export const pagesFunction = (scope: Construct, stage: Stage): cloudfront.FunctionAssociation =>
  atRequest(viewerFunction(scope, stage, { name: 'Pages', code: PAGES }));

/** What the portal must know before it can sign anybody in. */
export interface PortalConfig {
  readonly clientId: string;
  readonly apiBase: string;
  /** Issuer and addresses, named as in the metadata of OpenID Connect: a portal that knows them need not ask for them. */
  readonly signIn: Readonly<
    Record<'issuer' | 'authorization_endpoint' | 'token_endpoint' | 'end_session_endpoint', string>
  >;
}

/** Answers by itself, because the values are known only when the stacks are deployed. */
export function configFunction(scope: Construct, stage: Stage, config: PortalConfig): cloudfront.FunctionAssociation {
  const code = `var config = ${Stack.of(scope).toJsonString(config)};
function handler() {
  return {
    statusCode: 200,
    statusDescription: 'OK',
    headers: {
      'content-type': { value: 'application/json' },
      // Asked at every visit, changed hardly ever: a browser may use what it has and look for news behind it.
      'cache-control': { value: 'max-age=60, stale-while-revalidate=86400' },
      'x-content-type-options': { value: 'nosniff' },
    },
    body: { encoding: 'text', data: JSON.stringify(config) },
  };
}`;
  return atRequest(viewerFunction(scope, stage, { name: 'Config', code }));
}
