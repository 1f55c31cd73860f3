import * as z from 'zod';
import type { JsonObject } from '../../json.ts';
import { escapeXml } from './xml.ts';

const corsSchema = z.object({
  CorsConfiguration: z
    .object({
      CorsRules: z.array(
        z.object({
          AllowedMethods: z.array(z.string()),
          AllowedOrigins: z.array(z.string()),
          AllowedHeaders: z.array(z.string()).default([]),
          ExposedHeaders: z.array(z.string()).default([]),
          MaxAge: z.coerce.number().optional(),
        }),
      ),
    })
    .optional(),
});

/** The bucket's CORS rules in the form of PutBucketCors, which s3rver reads; none for a bucket without rules. */
export function corsConfigurationXml(properties: JsonObject): string[] {
  const { CorsConfiguration } = corsSchema.parse(properties);
  if (CorsConfiguration === undefined) return [];
  const rules = CorsConfiguration.CorsRules.map((rule) => {
    const members = [
      ...rule.AllowedOrigins.map((origin) => element('AllowedOrigin', origin)),
      ...rule.AllowedMethods.map((method) => element('AllowedMethod', method)),
      ...rule.AllowedHeaders.map((header) => element('AllowedHeader', header)),
      ...rule.ExposedHeaders.map((header) => element('ExposeHeader', header)),
      ...(rule.MaxAge === undefined ? [] : [element('MaxAgeSeconds', String(rule.MaxAge))]),
    ];
    return `<CORSRule>${members.join('')}</CORSRule>`;
  });
  return [`<CORSConfiguration>${rules.join('')}</CORSConfiguration>`];
}

function element(name: string, value: string): string {
  return `<${name}>${escapeXml(value)}</${name}>`;
}
