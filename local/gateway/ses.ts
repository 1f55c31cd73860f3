import { request as httpRequest } from 'node:http';
import * as z from 'zod';
import { parseObject } from '../json.ts';
import { ServiceError, readBody, restError, type Answer, type GatewayCall, type GatewayService } from './call.ts';

const mailSchema = z.object({
  FromEmailAddress: z.string().optional(),
  ConfigurationSetName: z.string().optional(),
  Destination: z
    .object({
      ToAddresses: z.array(z.string()).optional(),
      CcAddresses: z.array(z.string()).optional(),
      BccAddresses: z.array(z.string()).optional(),
    })
    .optional(),
  Content: z.object({ Raw: z.unknown().optional() }).optional(),
});

interface SesSettings {
  readonly port: number;
  readonly arnPrefix: string;
  /** Told of everybody a mail was taken for. */
  readonly sentTo: (recipients: readonly string[]) => void;
}

/** SES v2's SendEmail, passed on to the inbox. Other operations are refused by name. */
export function createSesGateway(settings: SesSettings): GatewayService {
  const handle = async (call: GatewayCall): Promise<Answer> => {
    if (call.url.pathname !== '/v2/email/outbound-emails' || call.request.method !== 'POST') {
      throw new ServiceError(404, 'NotFoundException', 'Of the SES API only SendEmail is supported here.');
    }
    const body = await readBody(call.request);
    const mail = mailSchema.parse(parseObject(body.toString('utf8')));
    call.count('SendEmail');
    const action = mail.Content?.Raw === undefined ? 'ses:SendEmail' : 'ses:SendRawEmail';
    authoriseSender(call, { action, from: mail.FromEmailAddress ?? '', arnPrefix: settings.arnPrefix });
    if (mail.ConfigurationSetName !== undefined) {
      call.authorise([{ action, resource: `${settings.arnPrefix}configuration-set/${mail.ConfigurationSetName}` }]);
    }
    call.announceWrite({ action: 'SendEmail' });
    const answer = await passOn(settings.port, body);
    const { ToAddresses = [], CcAddresses = [], BccAddresses = [] } = mail.Destination ?? {};
    if (answer.status === 200) settings.sentTo([...ToAddresses, ...CcAddresses, ...BccAddresses]);
    return answer;
  };
  return { handle, error: restError };
}

/** A role may be allowed on the address itself or on its domain, whichever was verified as an identity. */
function authoriseSender(call: GatewayCall, wish: { action: string; from: string; arnPrefix: string }): void {
  const address = /<([^>]+)>/.exec(wish.from)?.[1] ?? wish.from;
  const context = { 'ses:fromaddress': [address] };
  const [byAddress, byDomain] = [address, address.split('@')[1] ?? ''].map((identity) => ({
    action: wish.action,
    resource: `${wish.arnPrefix}identity/${identity}`,
    context,
  }));
  if (byDomain !== undefined && call.mayDo(byDomain)) return;
  if (byAddress !== undefined) call.authorise([byAddress]);
}

function passOn(port: number, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      host: '127.0.0.1',
      port,
      method: 'POST',
      path: '/v2/email/outbound-emails',
      headers: {
        'content-type': 'application/json',
        'content-length': body.length,
        authorization: 'AWS4-HMAC-SHA256 local',
      },
    });
    outgoing.once('error', reject);
    outgoing.once('response', (response) => {
      readBody(response).then((answer) => {
        const headers: Record<string, string> = { 'content-type': 'application/json' };
        if (response.statusCode === 400) headers['x-amzn-errortype'] = 'BadRequestException';
        resolve({ status: response.statusCode ?? 500, headers, body: answer });
      }, reject);
    });
    outgoing.end(body);
  });
}
