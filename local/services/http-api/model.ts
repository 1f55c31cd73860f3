import * as z from 'zod';
import { UnsupportedTemplateError } from '../../errors.ts';
import type { ResolvedResource, ResolvedTemplate } from '../../template/resolve.ts';
import { functionNameOf } from '../lambda/model.ts';
import type { Route } from './routes.ts';

const corsSchema = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  AllowCredentials: z.boolean().default(false),
  MaxAge: z.coerce.number().optional(),
});
export type CorsRules = z.infer<typeof corsSchema>;

const apiSchema = z.object({ CorsConfiguration: corsSchema.optional() });
const stageSchema = z.object({ StageName: z.string(), StageVariables: z.record(z.string(), z.string()).default({}) });
const routeSchema = z.object({
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.string().default('NONE'),
  AuthorizerId: z.string().optional(),
  AuthorizationScopes: z.array(z.string()).default([]),
});
const integrationSchema = z.object({ IntegrationUri: z.string(), TimeoutInMillis: z.coerce.number().default(30_000) });
const authorizerSchema = z.object({
  IdentitySource: z.array(z.string()).default(['$request.header.Authorization']),
  JwtConfiguration: z.object({ Issuer: z.string(), Audience: z.array(z.string()) }),
});

export interface Authorizer {
  issuer: string;
  audience: string[];
  /** Lower-case name of the header that carries the token. */
  header: string;
}

export interface RouteTarget {
  functionName: string;
  timeout: number;
  authorizer?: Authorizer;
  scopes: string[];
}

export interface HttpApiModel {
  apiId: string;
  cors?: CorsRules;
  stageVariables: Record<string, string>;
  routes: Array<Route<RouteTarget>>;
}

/** The template's HTTP API, or `undefined` when it has none. One API with the stage `$default` is supported. */
export function httpApiModel(template: ResolvedTemplate): HttpApiModel | undefined {
  const ofType = (type: string): ResolvedResource[] => template.resources.filter((resource) => resource.type === type);
  const [api, second] = ofType('AWS::ApiGatewayV2::Api');
  if (api === undefined) return undefined;
  if (second !== undefined) throw refusal(second, 'a second HTTP API is not supported');
  const stages = ofType('AWS::ApiGatewayV2::Stage');
  const [stage] = stages;
  const { StageName, StageVariables } = stageSchema.parse(stage?.properties ?? { StageName: '$default' });
  if (stage !== undefined && (StageName !== '$default' || stages.length > 1)) {
    throw refusal(stage, 'only the stage $default is supported');
  }
  const { CorsConfiguration } = apiSchema.parse(api.properties);
  const parts = {
    integrations: new Map(ofType('AWS::ApiGatewayV2::Integration').map((resource) => [resource.ref, resource])),
    authorizers: new Map(ofType('AWS::ApiGatewayV2::Authorizer').map((resource) => [resource.ref, resource])),
  };
  return {
    apiId: api.ref,
    ...(CorsConfiguration === undefined ? {} : { cors: CorsConfiguration }),
    stageVariables: StageVariables,
    routes: ofType('AWS::ApiGatewayV2::Route').map((route) => routeModel(route, parts)),
  };
}

interface Parts {
  integrations: Map<string, ResolvedResource>;
  authorizers: Map<string, ResolvedResource>;
}

function routeModel(resource: ResolvedResource, parts: Parts): Route<RouteTarget> {
  const route = routeSchema.parse(resource.properties);
  const integration = parts.integrations.get(route.Target.replace(/^integrations\//, ''));
  if (integration === undefined) throw refusal(resource, `its target ${route.Target} is no integration`);
  const { IntegrationUri, TimeoutInMillis } = integrationSchema.parse(integration.properties);
  const authorizer = route.AuthorizationType === 'JWT' ? parts.authorizers.get(route.AuthorizerId ?? '') : undefined;
  if (route.AuthorizationType === 'JWT' && authorizer === undefined)
    throw refusal(resource, 'its authorizer is missing');
  return {
    routeKey: route.RouteKey,
    value: {
      functionName: functionNameOf(lambdaArnOf(IntegrationUri)),
      timeout: TimeoutInMillis,
      ...(authorizer === undefined ? {} : { authorizer: authorizerModel(authorizer) }),
      scopes: route.AuthorizationScopes,
    },
  };
}

/** CDK writes either the function's ARN or the older `…:lambda:path/2015-03-31/functions/ARN/invocations`. */
function lambdaArnOf(uri: string): string {
  return /functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri;
}

function authorizerModel(resource: ResolvedResource): Authorizer {
  const { IdentitySource, JwtConfiguration } = authorizerSchema.parse(resource.properties);
  const source = /^\$request\.header\.(.+)$/i.exec(IdentitySource[0] ?? '')?.[1];
  if (source === undefined) throw refusal(resource, `identity source ${IdentitySource.join()} is not supported`);
  return {
    issuer: JwtConfiguration.Issuer.replace(/\/$/, ''),
    audience: JwtConfiguration.Audience,
    header: source.toLowerCase(),
  };
}

function refusal(resource: ResolvedResource, why: string): UnsupportedTemplateError {
  return new UnsupportedTemplateError([`${resource.stack}/${resource.logicalId} (${resource.type}): ${why}`]);
}
