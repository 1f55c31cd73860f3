import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { errorMessage } from '../json.ts';
import type { Faults } from '../runtime-types.ts';
import {
  AccessDeniedError,
  DroppedError,
  ServiceError,
  jsonAnswer,
  type Answer,
  type GatewayCall,
  type GatewayService,
} from './call.ts';
import type { Credentials, Identity } from './credentials.ts';
import { evaluate, type AccessRequest } from './permissions.ts';
import { expiryOf, isPresignedWith, readSignature, type Signature } from './signature.ts';
import type { UsageCounter } from './usage.ts';

export interface GatewaySettings {
  credentials: Credentials;
  services: Readonly<Record<string, GatewayService>>;
  usage: UsageCounter;
  permissions: 'enforce' | 'off';
  faults: Faults;
  log: (line: string) => void;
  health: () => unknown;
}

/** The one AWS endpoint: routes by the service named in the signature, after checking who calls and what they may. */
export function createGateway(settings: GatewaySettings): RequestListener {
  let writes = 0;
  return (request, response) => {
    void answerRequest(request, response, { ...settings, nextWrite: () => ++writes }).catch((error: unknown) => {
      settings.log(`gateway: ${errorMessage(error)}`);
      response.destroy();
    });
  };
}

type Context = GatewaySettings & { nextWrite: () => number };

async function answerRequest(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.startsWith('/_local/')) return send(response, localAnswer(url.pathname, context));
  const signature = readSignature(request, url);
  const isPreflight = request.method === 'OPTIONS' && signature?.presigned !== undefined;
  const service = context.services[signature?.service ?? ''];
  if (signature === undefined || service === undefined) {
    const name = signature?.service ?? 'no signature';
    return send(
      response,
      jsonAnswer(
        403,
        { message: `Missing Authentication Token (${name})` },
        { 'x-amzn-errortype': 'MissingAuthenticationTokenException' },
      ),
    );
  }
  const dropping = { isOn: false };
  const answer = await handle({ request, url, signature, service, isPreflight, dropping }, context);
  if (answer === undefined || dropping.isOn) {
    request.socket.destroy();
    return;
  }
  await send(response, answer);
}

interface Incoming {
  request: IncomingMessage;
  url: URL;
  signature: Signature;
  service: GatewayService;
  isPreflight: boolean;
  dropping: { isOn: boolean };
}

/** `undefined`: the connection is to be dropped. */
async function handle(incoming: Incoming, context: Context): Promise<Answer | undefined> {
  const { service, isPreflight } = incoming;
  try {
    const identity = isPreflight ? { arn: 'anonymous', secret: '' } : authenticate(incoming, context.credentials);
    return await service.handle(createCall(incoming, identity, context));
  } catch (error) {
    if (error instanceof DroppedError) return undefined;
    if (error instanceof AccessDeniedError) return service.error(403, 'AccessDeniedException', error.message);
    if (error instanceof ServiceError) return service.error(error.status, error.code, error.message);
    context.log(`gateway: ${incoming.signature.service}: ${errorMessage(error)}`);
    return service.error(500, 'InternalServerError', errorMessage(error));
  }
}

function authenticate({ request, url, signature }: Incoming, credentials: Credentials): Identity {
  const identity = credentials.find(signature.accessKeyId);
  if (identity === undefined) {
    throw new ServiceError(
      403,
      'InvalidAccessKeyId',
      'The AWS Access Key Id you provided does not exist in our records.',
    );
  }
  if (signature.presigned === undefined) return identity;
  if (expiryOf(signature.presigned) < Date.now()) throw new AccessDeniedError('Request has expired');
  if (!isPresignedWith(identity.secret, signature, { request, url })) {
    throw new ServiceError(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
  return identity;
}

function createCall(incoming: Incoming, identity: Identity, context: Context): GatewayCall {
  const { request, url, signature, dropping } = incoming;
  const mayDo = (wanted: AccessRequest): boolean => decide(wanted, identity, context) === 'allowed';
  return {
    request,
    url,
    identity,
    isPresigned: signature.presigned !== undefined,
    mayDo,
    authorise: (wanted) => {
      for (const one of wanted) {
        const decision = decide(one, identity, context);
        if (decision !== 'allowed') throw new AccessDeniedError(denial(one, identity, decision));
      }
    },
    count: (action) => context.usage.call(signature.service, action),
    announceWrite: (write) => {
      const beforeWrite = context.faults.beforeWrite;
      const n = context.nextWrite();
      if (beforeWrite === undefined) return;
      const fate = beforeWrite({ service: signature.service, ...write, caller: identity.arn, n });
      if (fate === 'crash') process.kill(process.pid, 'SIGKILL');
      if (fate === 'drop-before') throw new DroppedError('dropped by a fault');
      if (fate === 'drop-after') dropping.isOn = true;
    },
  };
}

function decide(wanted: AccessRequest, identity: Identity, context: Context): ReturnType<typeof evaluate> {
  if (context.permissions === 'off' || identity.statements === undefined) return 'allowed';
  return evaluate(identity.statements, wanted);
}

/** AWS's wording, so that a log line here reads as one there. */
export function denial(wanted: AccessRequest, identity: Identity, decision: 'denied' | 'not-allowed'): string {
  const why =
    decision === 'denied'
      ? 'with an explicit deny in an identity-based policy'
      : `because no identity-based policy allows the ${wanted.action} action`;
  return `User: ${identity.arn} is not authorized to perform: ${wanted.action} on resource: ${wanted.resource} ${why}`;
}

function localAnswer(path: string, context: Context): Answer {
  if (path === '/_local/usage') return jsonAnswer(200, context.usage.read(), { 'content-type': 'application/json' });
  if (path === '/_local/health') return jsonAnswer(200, context.health(), { 'content-type': 'application/json' });
  return jsonAnswer(404, { message: 'Not Found' });
}

async function send(response: ServerResponse, answer: Answer): Promise<void> {
  const { body } = answer;
  response.writeHead(answer.status, answer.headers);
  if (body === undefined || typeof body === 'string' || Buffer.isBuffer(body)) {
    response.end(body);
    return;
  }
  await pipeline(body, response);
}
