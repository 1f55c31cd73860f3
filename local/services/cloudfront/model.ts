import * as z from 'zod';
import type { ResolvedResource, ResolvedTemplate } from '../../template/resolve.ts';
import { encodingsOf, headerRules, managedEncodings, type Encoding, type HeaderRule } from './policies.ts';
import { parseProperties, refusal } from './refusal.ts';
import { createViewerFunction, type ViewerFunction } from './viewer-function.ts';

/** Fields of a behaviour and of the distribution that are taken without effect, with what is lost. */
export const WITHOUT_EFFECT = {
  behaviour: {
    ViewerProtocolPolicy: 'plain HTTP is answered',
    OriginRequestPolicyId: 'the API gets every header, the bucket none',
    CachedMethods: 'no cache',
  },
  distribution: {
    Aliases: 'one local address',
    Comment: 'not shown',
    HttpVersion: 'HTTP/1.1',
    IPV6Enabled: 'only 127.0.0.1',
    PriceClass: 'no edges',
    ViewerCertificate: 'no TLS',
    WebACLId: 'no rule blocks or counts a call',
  },
  origin: {
    CustomOriginConfig: 'the API is called inside the process',
    OriginAccessControlId: 'the bucket is read whatever its policy says',
    S3OriginConfig: 'there are no access identities',
  },
} as const;

const ignored = <K extends string>(fields: Readonly<Record<K, string>>): Record<string, z.ZodOptional<z.ZodUnknown>> =>
  Object.fromEntries(Object.keys(fields).map((field) => [field, z.unknown().optional()]));

const behaviourShape = {
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(['GET', 'HEAD']),
  CachePolicyId: z.string(),
  Compress: z.boolean().default(false),
  FunctionAssociations: z
    .array(z.strictObject({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
    .max(1)
    .default([]),
  ResponseHeadersPolicyId: z.string().optional(),
};
const behaviourSchema = z.strictObject({ ...ignored(WITHOUT_EFFECT.behaviour), ...behaviourShape });
const distributionShape = {
  Enabled: z.literal(true),
  DefaultCacheBehavior: behaviourSchema,
  CacheBehaviors: z.array(behaviourSchema.extend({ PathPattern: z.string() })).default([]),
  Origins: z.array(z.strictObject({ ...ignored(WITHOUT_EFFECT.origin), Id: z.string(), DomainName: z.string() })),
};
const distributionSchema = z.strictObject({
  DistributionConfig: z.strictObject({ ...ignored(WITHOUT_EFFECT.distribution), ...distributionShape }),
  Tags: z.unknown().optional(),
});

/** Fields that have their effect. */
export const WITH_EFFECT = {
  behaviour: ['PathPattern', ...Object.keys(behaviourShape)],
  distribution: Object.keys(distributionShape),
  origin: ['Id', 'DomainName'],
} as const;

export type Origin = { kind: 'api' } | { kind: 'bucket'; bucket: string };

export interface Behaviour {
  matches: (path: string) => boolean;
  origin: Origin;
  methods: readonly string[];
  encodings: readonly Encoding[];
  headers: readonly HeaderRule[];
  atRequest?: ViewerFunction;
}

/** The behaviours of the template's distribution, the first that matches first; `undefined` when it has none. */
export function distributionModel(template: ResolvedTemplate, apiUrl: string): Behaviour[] | undefined {
  const distributions = template.resources.filter(({ type }) => type === 'AWS::CloudFront::Distribution');
  const [distribution, second] = distributions;
  if (distribution === undefined) return undefined;
  if (second !== undefined) throw refusal(second, 'a second distribution is not supported');
  const { DistributionConfig: config } = parseProperties(distribution, distributionSchema);
  const resolve = createResolver(template, distribution, apiUrl);
  const origins = new Map(config.Origins.map(({ Id, DomainName }) => [Id, resolve.origin(DomainName)]));
  const behaviourOf = (behaviour: z.infer<typeof behaviourSchema>, pattern: string): Behaviour => {
    const origin = origins.get(behaviour.TargetOriginId);
    if (origin === undefined) throw refusal(distribution, `no origin ${behaviour.TargetOriginId}`);
    const [atRequest] = behaviour.FunctionAssociations.map(({ FunctionARN }) => resolve.viewerFunction(FunctionARN));
    if (atRequest !== undefined && origin.kind === 'api') {
      throw refusal(distribution, `a function before the API (${pattern}) is not supported`);
    }
    return {
      matches: matcherOf(pattern),
      origin,
      methods: behaviour.AllowedMethods,
      encodings: behaviour.Compress ? resolve.encodings(behaviour.CachePolicyId) : [],
      headers: resolve.headers(behaviour.ResponseHeadersPolicyId),
      ...(atRequest === undefined ? {} : { atRequest }),
    };
  };
  const others = config.CacheBehaviors.map((behaviour) => behaviourOf(behaviour, behaviour.PathPattern));
  return [...others, behaviourOf(config.DefaultCacheBehavior, '*')];
}

interface Resolver {
  origin(domainName: string): Origin;
  viewerFunction(arn: string): ViewerFunction;
  encodings(policyId: string): readonly Encoding[];
  headers(policyId: string | undefined): readonly HeaderRule[];
}

function createResolver(template: ResolvedTemplate, distribution: ResolvedResource, apiUrl: string): Resolver {
  const find = (type: string, is: (resource: ResolvedResource) => boolean, what: string): ResolvedResource => {
    const found = template.resources.find((resource) => resource.type === type && is(resource));
    if (found === undefined) throw refusal(distribution, `${what} is not in the template`);
    return found;
  };
  return {
    origin: (domainName) => {
      if (domainName === new URL(apiUrl).host) return { kind: 'api' };
      const isNamed = ({ attributes }: ResolvedResource): boolean => attributes['RegionalDomainName'] === domainName;
      return { kind: 'bucket', bucket: find('AWS::S3::Bucket', isNamed, `origin ${domainName}`).ref };
    },
    viewerFunction: (arn) =>
      createViewerFunction(find('AWS::CloudFront::Function', ({ ref }) => ref === arn, `function ${arn}`)),
    encodings: (id) =>
      managedEncodings(id) ??
      encodingsOf(find('AWS::CloudFront::CachePolicy', ({ ref }) => ref === id, `cache policy ${id}`)),
    headers: (id) => {
      if (id === undefined) return [];
      const type = 'AWS::CloudFront::ResponseHeadersPolicy';
      return headerRules(find(type, ({ ref }) => ref === id, `headers policy ${id}`));
    },
  };
}

/** `*` stands for any characters, `?` for one; a leading slash may be left out. */
export function matcherOf(pattern: string): (path: string) => boolean {
  const escaped = pattern.replace(/^\//, '').replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^/${escaped.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return (path) => expression.test(path);
}
