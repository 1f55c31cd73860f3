import { CfnOutput, Duration, Fn, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { apiHeaders, pageHeaders, partHeaders } from '../constructs/portal-headers.ts';
import type { Neighbours } from '../constructs/portal-headers.ts';
import { configFunction, pagesFunction } from '../constructs/viewer-functions.ts';
import type { PortalConfig } from '../constructs/viewer-functions.ts';
import { WEB_ACL_ARN } from '../parameters.ts';
import type { ApiStack } from './api-stack.ts';
import type { DataStack } from './data-stack.ts';

export interface PortalStackProps extends StackProps {
  readonly stage: Stage;
  readonly data: DataStack;
  readonly api: ApiStack;
}

/** Base address of the API, as the portal sees it. */
const API_BASE = '/api';

/**
 * One address for everything that people open: the portal's files in a private bucket, and behind the same name the
 * HTTP API and the approver's page. `npm run publish:portal` fills the bucket.
 */
export class PortalStack extends Stack {
  private readonly site: s3.IBucket;

  constructor(scope: Construct, id: string, props: PortalStackProps) {
    super(scope, id, props);
    const { stage } = props;
    this.site = this.makeSite();
    const distribution = new cloudfront.Distribution(this, 'Distribution', {
      comment: stage.prefix,
      webAclId: WEB_ACL_ARN.of(this),
      httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
      priceClass: cloudfront.PriceClass.PRICE_CLASS_200,
      ...this.nameOf(stage),
      ...this.makeBehaviors(props),
    });
    new CfnOutput(this, 'SiteBucket', { value: this.site.bucketName });
    new CfnOutput(this, 'DistributionDomain', { value: distribution.distributionDomainName });
  }

  /** Everybody may read what lies here, through CloudFront; the data key stays out of it. */
  private makeSite(): s3.IBucket {
    const site: unknown = new s3.Bucket(this, 'Site', {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    if (isBucket(site)) return site;
    throw new Error('a bucket is no bucket');
  }

  private nameOf(stage: Stage): Partial<cloudfront.DistributionProps> {
    if (stage.portal === undefined) return {};
    const { domainName, certificateArn } = stage.portal;
    return {
      domainNames: [domainName],
      certificate: acm.Certificate.fromCertificateArn(this, 'Certificate', certificateArn),
      minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    };
  }

  private makeBehaviors(
    props: PortalStackProps,
  ): Pick<cloudfront.DistributionProps, 'defaultBehavior' | 'additionalBehaviors'> {
    const { stage, data } = props;
    const neighbours = neighboursOf(props);
    const files: cloudfront.BehaviorOptions = {
      origin: S3BucketOrigin.withOriginAccessControl(this.site),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: this.makeFreshness(stage),
      responseHeadersPolicy: pageHeaders(this, stage, { name: 'Pages-Headers', neighbours, framedBy: "'none'" }),
    };
    const silent = pageHeaders(this, stage, { name: 'Silent-Headers', neighbours, framedBy: "'self'" });
    const answers = apiHeaders(this, stage);
    const calls = this.makeCalls(props, answers);
    const config = configFunction(this, stage, {
      clientId: data.client.userPoolClientId,
      apiBase: API_BASE,
      signIn: signInOf(data),
    });
    return {
      defaultBehavior: { ...files, functionAssociations: [pagesFunction(this, stage)] },
      // The first pattern that matches decides.
      additionalBehaviors: {
        '/assets/*': {
          ...files,
          cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
          responseHeadersPolicy: partHeaders(this, stage),
        },
        '/masuk/diam.html': { ...files, responseHeadersPolicy: silent },
        '/portal-config.json': { ...files, functionAssociations: [config] },
        '/api/openapi.json': { ...files, responseHeadersPolicy: answers },
        '/api/*': calls,
        '/approval/*': calls,
      },
    };
  }

  /** Names that do not change with their content are asked for again each time; edges compress only what may be kept. */
  private makeFreshness(stage: Stage): cloudfront.CachePolicy {
    return new cloudfront.CachePolicy(this, 'Freshness', {
      cachePolicyName: `${stage.prefix}-freshness`,
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(1),
      enableAcceptEncodingGzip: true,
      enableAcceptEncodingBrotli: true,
    });
  }

  private makeCalls(
    { api }: PortalStackProps,
    responseHeadersPolicy: cloudfront.ResponseHeadersPolicy,
  ): cloudfront.BehaviorOptions {
    // `https://host`: an origin wants the host alone.
    const host = Fn.select(2, Fn.split('/', api.api.apiEndpoint));
    return {
      origin: new HttpOrigin(host, {
        protocolPolicy: cloudfront.OriginProtocolPolicy.HTTPS_ONLY,
        originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2],
        readTimeout: Duration.seconds(30),
      }),
      allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
      originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy,
    };
  }
}

/** Under exactOptionalPropertyTypes CDK's own class does not fit its own interface. */
const isBucket = (construct: unknown): construct is s3.IBucket => construct instanceof s3.Bucket;

/** As the user pool's own discovery document has them. */
function signInOf({ userPool, signInPages }: DataStack): PortalConfig['signIn'] {
  const pages = signInPages.baseUrl();
  return {
    issuer: userPool.userPoolProviderUrl,
    authorization_endpoint: `${pages}/oauth2/authorize`,
    token_endpoint: `${pages}/oauth2/token`,
    end_session_endpoint: `${pages}/logout`,
  };
}

function neighboursOf({ data }: PortalStackProps): Neighbours {
  return {
    signInPages: data.signInPages.baseUrl(),
    uploads: `https://${data.uploads.bucketRegionalDomainName}`,
    // Nothing else of what is in the work bucket.
    draftRosters: `https://${data.work.bucketRegionalDomainName}/renewals`,
  };
}
