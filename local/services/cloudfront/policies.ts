import * as z from 'zod';
import type { ResolvedResource } from '../../template/resolve.ts';
import { parseProperties } from './refusal.ts';

export interface HeaderRule {
  /** In lower case. */
  name: string;
  value: string;
  /** false: what the origin says stays. */
  override: boolean;
}

const override = z.boolean();
const securitySchema = z.strictObject({
  ContentSecurityPolicy: z.strictObject({ ContentSecurityPolicy: z.string(), Override: override }).optional(),
  ContentTypeOptions: z.strictObject({ Override: override }).optional(),
  FrameOptions: z.strictObject({ FrameOption: z.string(), Override: override }).optional(),
  ReferrerPolicy: z.strictObject({ ReferrerPolicy: z.string(), Override: override }).optional(),
  StrictTransportSecurity: z
    .strictObject({
      AccessControlMaxAgeSec: z.coerce.number(),
      IncludeSubdomains: z.boolean().default(false),
      Preload: z.boolean().default(false),
      Override: override,
    })
    .optional(),
});
const customSchema = z.strictObject({
  Items: z.array(z.strictObject({ Header: z.string(), Value: z.string(), Override: override })).default([]),
});
const headersPolicySchema = z.strictObject({
  ResponseHeadersPolicyConfig: z.strictObject({
    Name: z.string(),
    Comment: z.string().optional(),
    SecurityHeadersConfig: securitySchema.default({}),
    CustomHeadersConfig: customSchema.default({ Items: [] }),
  }),
});

/** The headers that AWS::CloudFront::ResponseHeadersPolicy puts on an answer. */
export function headerRules(policy: ResolvedResource): HeaderRule[] {
  const { ResponseHeadersPolicyConfig: config } = parseProperties(policy, headersPolicySchema);
  const own = config.CustomHeadersConfig.Items.map(({ Header, Value, Override }) => ({
    name: Header.toLowerCase(),
    value: Value,
    override: Override,
  }));
  return [...securityRules(config.SecurityHeadersConfig), ...own];
}

function securityRules(config: z.infer<typeof securitySchema>): HeaderRule[] {
  const { ContentSecurityPolicy: csp, ContentTypeOptions: type, FrameOptions: frame } = config;
  const { ReferrerPolicy: referrer, StrictTransportSecurity: transport } = config;
  const rules: HeaderRule[] = [];
  const add = (name: string, value: string, from: { Override: boolean }): void => {
    rules.push({ name, value, override: from.Override });
  };
  if (csp !== undefined) add('content-security-policy', csp.ContentSecurityPolicy, csp);
  if (type !== undefined) add('x-content-type-options', 'nosniff', type);
  if (frame !== undefined) add('x-frame-options', frame.FrameOption, frame);
  if (referrer !== undefined) add('referrer-policy', referrer.ReferrerPolicy, referrer);
  if (transport !== undefined) {
    const parts = [`max-age=${transport.AccessControlMaxAgeSec}`];
    if (transport.IncludeSubdomains) parts.push('includeSubDomains');
    if (transport.Preload) parts.push('preload');
    add('strict-transport-security', parts.join('; '), transport);
  }
  return rules;
}

export type Encoding = 'br' | 'gzip';

const cachePolicySchema = z.object({
  CachePolicyConfig: z.object({
    MaxTTL: z.coerce.number(),
    ParametersInCacheKeyAndForwardedToOrigin: z.object({
      EnableAcceptEncodingBrotli: z.boolean().default(false),
      EnableAcceptEncodingGzip: z.boolean().default(false),
    }),
  }),
});

/** AWS's own policies by their ids: CachingOptimized and CachingDisabled. */
const MANAGED: Readonly<Record<string, readonly Encoding[]>> = {
  '658327ea-f89d-4fab-a63d-7e88639e58f6': ['br', 'gzip'],
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': [],
};

export const managedEncodings = (id: string): readonly Encoding[] | undefined => MANAGED[id];

/** How an edge may compress: by the encodings of the cache policy, if it may keep anything at all. */
export function encodingsOf(policy: ResolvedResource): Encoding[] {
  const { MaxTTL, ParametersInCacheKeyAndForwardedToOrigin: key } = parseProperties(
    policy,
    cachePolicySchema,
  ).CachePolicyConfig;
  if (MaxTTL === 0) return [];
  return [
    ...(key.EnableAcceptEncodingBrotli ? (['br'] as const) : []),
    ...(key.EnableAcceptEncodingGzip ? (['gzip'] as const) : []),
  ];
}
