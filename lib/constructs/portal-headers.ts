import { Duration } from 'aws-cdk-lib';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';

/** Addresses besides its own that the portal's pages talk to, without a slash at their end. */
export interface Neighbours {
  /** Where the sign-in's pages and tokens come from. */
  readonly signInPages: string;
  /** Where presigned uploads go. */
  readonly uploads: string;
  /** Where a page reads a renewal's draft roster, to check it like any other. */
  readonly draftRosters: string;
}

const HTTPS_ONLY: cloudfront.ResponseHeadersStrictTransportSecurity = {
  accessControlMaxAge: Duration.days(730),
  includeSubdomains: true,
  override: true,
};

/** Nothing inline, nothing from elsewhere; `frameAncestors` is who may show the page inside its own. */
function contentSecurityPolicy(neighbours: Neighbours, frameAncestors: string): string {
  const { signInPages, uploads, draftRosters } = neighbours;
  return [
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "worker-src 'self'",
    "img-src 'self' data:",
    // The slash makes each an address and all below it, where without one only that very address would match.
    `connect-src 'self' ${signInPages}/ ${uploads}/ ${draftRosters}/`,
    // A session is renewed in a hidden frame, which begins at the sign-in and ends at the portal.
    `frame-src 'self' ${signInPages}/`,
    `frame-ancestors ${frameAncestors}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
  ].join('; ');
}

/** Headers of the portal's pages. */
export function pageHeaders(
  scope: Construct,
  stage: Stage,
  page: { name: string; neighbours: Neighbours; framedBy: "'none'" | "'self'" },
): cloudfront.ResponseHeadersPolicy {
  const { name, neighbours, framedBy } = page;
  const isFramed = framedBy === "'self'";
  return new cloudfront.ResponseHeadersPolicy(scope, name, {
    responseHeadersPolicyName: `${stage.prefix}-${name.toLowerCase()}`,
    securityHeadersBehavior: {
      contentSecurityPolicy: {
        contentSecurityPolicy: contentSecurityPolicy(neighbours, framedBy),
        override: true,
      },
      contentTypeOptions: { override: true },
      // For browsers that do not know frame-ancestors.
      frameOptions: {
        frameOption: isFramed ? cloudfront.HeadersFrameOption.SAMEORIGIN : cloudfront.HeadersFrameOption.DENY,
        override: true,
      },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: HTTPS_ONLY,
    },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true },
        {
          header: 'Permissions-Policy',
          value: 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
          override: true,
        },
      ],
    },
  });
}

/**
 * Headers of what the pages load. Their own policy rules it, all but the worker, which obeys the one it comes with; what
 * else a page says would be said again with each part, on a slow line before its first byte.
 */
export function partHeaders(scope: Construct, stage: Stage): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(scope, 'Parts-Headers', {
    responseHeadersPolicyName: `${stage.prefix}-parts-headers`,
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'self'", override: true },
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: HTTPS_ONLY,
    },
  });
}

/** Headers of what the API answers; the approver's page says the rest itself, and stricter. */
export function apiHeaders(scope: Construct, stage: Stage): cloudfront.ResponseHeadersPolicy {
  return new cloudfront.ResponseHeadersPolicy(scope, 'Answers', {
    responseHeadersPolicyName: `${stage.prefix}-answers`,
    securityHeadersBehavior: {
      contentTypeOptions: { override: true },
      referrerPolicy: { referrerPolicy: cloudfront.HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: HTTPS_ONLY,
    },
  });
}
