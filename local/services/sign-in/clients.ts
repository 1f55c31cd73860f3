import type { ClientMetadata } from 'oidc-provider';
import * as z from 'zod';
import type { ResolvedResource } from '../../template/resolve.ts';

const UNIT_SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };
const unitSchema = z.enum(['seconds', 'minutes', 'hours', 'days']);

const clientSchema = z.object({
  ClientName: z.string().optional(),
  CallbackURLs: z.array(z.string()).default([]),
  LogoutURLs: z.array(z.string()).default([]),
  AllowedOAuthFlows: z.array(z.string()).default(['code']),
  AllowedOAuthScopes: z.array(z.string()).default(['openid', 'email', 'profile']),
  AccessTokenValidity: z.coerce.number().default(60),
  IdTokenValidity: z.coerce.number().default(60),
  RefreshTokenValidity: z.coerce.number().default(30),
  TokenValidityUnits: z
    .object({ AccessToken: unitSchema.optional(), IdToken: unitSchema.optional(), RefreshToken: unitSchema.optional() })
    .default({}),
});

export interface AppClient {
  metadata: ClientMetadata;
  scopes: string[];
  /** Lifetimes in seconds. */
  lifetimes: { access: number; id: number; refresh: number };
}

/** The user pool's app clients as public OpenID clients of the code flow with PKCE. */
export function appClients(resources: readonly ResolvedResource[]): AppClient[] {
  return resources.filter((resource) => resource.type === 'AWS::Cognito::UserPoolClient').map(appClient);
}

function appClient(resource: ResolvedResource): AppClient {
  const properties = clientSchema.parse(resource.properties);
  const units = properties.TokenValidityUnits;
  // Cognito's defaults without units: hours for access and id tokens, days for refresh tokens; CDK always writes minutes.
  return {
    scopes: properties.AllowedOAuthScopes,
    lifetimes: {
      access: properties.AccessTokenValidity * UNIT_SECONDS[units.AccessToken ?? 'minutes'],
      id: properties.IdTokenValidity * UNIT_SECONDS[units.IdToken ?? 'minutes'],
      refresh: properties.RefreshTokenValidity * UNIT_SECONDS[units.RefreshToken ?? 'days'],
    },
    metadata: {
      client_id: resource.ref,
      client_name: properties.ClientName ?? resource.logicalId,
      redirect_uris: properties.CallbackURLs.length > 0 ? properties.CallbackURLs : ['http://127.0.0.1/'],
      post_logout_redirect_uris: properties.LogoutURLs,
      response_types: ['code'],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      application_type: 'web',
      id_token_signed_response_alg: 'RS256',
    },
  };
}
