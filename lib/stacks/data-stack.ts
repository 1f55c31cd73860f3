import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secrets from 'aws-cdk-lib/aws-secretsmanager';
import * as ses from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import type { Stage } from '../config.ts';
import { mailConfigurationSet } from '../constructs/names.ts';
import { PUBLIC_BASE_URL } from '../parameters.ts';

export interface DataStackProps extends StackProps {
  readonly stage: Stage;
}

/** Everything that must outlive a deployment: table, objects, keys, accounts. All of it is kept when the stack goes. */
export class DataStack extends Stack {
  readonly dataKey: kms.Key;
  readonly linkMacKey: kms.Key;
  readonly signingKey: kms.Key;
  readonly nikKey: secrets.Secret;
  readonly table: dynamodb.TableV2;
  readonly uploads: s3.Bucket;
  readonly records: s3.Bucket;
  readonly work: s3.Bucket;
  readonly userPool: cognito.UserPool;
  readonly client: cognito.UserPoolClient;
  readonly signInPages: cognito.UserPoolDomain;

  constructor(scope: Construct, id: string, props: DataStackProps) {
    super(scope, id, { terminationProtection: true, ...props });
    const { stage } = props;
    this.dataKey = new kms.Key(this, 'DataKey', {
      description: 'Table, buckets and secrets of Lindung',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.linkMacKey = new kms.Key(this, 'LinkMacKey', {
      description: 'Nonces of the approval page',
      keySpec: kms.KeySpec.HMAC_256,
      keyUsage: kms.KeyUsage.GENERATE_VERIFY_MAC,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.signingKey = new kms.Key(this, 'SigningKey', {
      description: "Signature of a batch's manifest",
      keySpec: kms.KeySpec.ECC_NIST_P256,
      keyUsage: kms.KeyUsage.SIGN_VERIFY,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Whoever has this key can find a person by guessing NIKs; whoever changes it loses every claim.
    this.nikKey = new secrets.Secret(this, 'NikKey', {
      description: 'Key of the hash that stands for a NIK',
      encryptionKey: this.dataKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.table = this.makeTable();
    this.uploads = this.makeUploads();
    this.records = this.makeRecords(stage);
    this.work = this.makeWork();
    this.userPool = this.makeUserPool();
    this.signInPages = this.userPool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: stage.signIn.domainPrefix },
    });
    this.client = this.makeClient();
    this.makeMail(stage);
    this.tell();
  }

  /** The set is the domain's default, so that every mail's bounces and complaints come as events. */
  private makeMail(stage: Stage): void {
    const configurationSet = new ses.ConfigurationSet(this, 'MailEvents', {
      configurationSetName: mailConfigurationSet(stage),
    });
    configurationSet.addEventDestination('Trouble', {
      destination: ses.EventDestination.eventBus(events.EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      events: [ses.EmailSendingEvent.BOUNCE, ses.EmailSendingEvent.COMPLAINT],
    });
    new ses.EmailIdentity(this, 'MailDomain', {
      identity: ses.Identity.domain(stage.mail.domain),
      configurationSet,
    });
  }

  private makeTable(): dynamodb.TableV2 {
    const text = (name: string): dynamodb.Attribute => ({ name, type: dynamodb.AttributeType.STRING });
    return new dynamodb.TableV2(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      billing: dynamodb.Billing.onDemand(),
      encryption: dynamodb.TableEncryptionV2.customerManagedKey(this.dataKey),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
      timeToLiveAttribute: 'expiresAt',
      // Only heads, tokens and mails carry these attributes: some hundred small writes per request, none per worker.
      // That makes whole items in both indexes cheaper than a second read per entry.
      globalSecondaryIndexes: [
        { indexName: 'due', partitionKey: text('duePk'), sortKey: text('dueBy') },
        { indexName: 'list', partitionKey: text('listPk'), sortKey: text('listSk') },
      ],
    });
  }

  private bucketDefaults(): s3.BucketProps {
    return {
      encryption: s3.BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      bucketKeyEnabled: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      removalPolicy: RemovalPolicy.RETAIN,
    };
  }

  /** What people put there by a presigned address; sealed copies live in `records`. */
  private makeUploads(): s3.Bucket {
    return new s3.Bucket(this, 'Uploads', {
      ...this.bucketDefaults(),
      lifecycleRules: [{ expiration: Duration.days(7), abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      cors: [
        {
          allowedMethods: [s3.HttpMethods.PUT],
          allowedOrigins: [PUBLIC_BASE_URL.of(this)],
          allowedHeaders: ['*'],
          maxAge: 3000,
        },
      ],
    });
  }

  /** Evidence: nobody overwrites or deletes it before its retention ends. */
  private makeRecords(stage: Stage): s3.Bucket {
    const years = Duration.days(stage.records.lockYears * 365);
    const retention =
      stage.records.lockMode === 'COMPLIANCE'
        ? s3.ObjectLockRetention.compliance(years)
        : s3.ObjectLockRetention.governance(years);
    return new s3.Bucket(this, 'Records', {
      ...this.bucketDefaults(),
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention: retention,
      lifecycleRules: [{ abortIncompleteMultipartUploadAfter: Duration.days(1) }],
    });
  }

  /** Personal data on its way; a fiscal year and a month, then it is gone. */
  private makeWork(): s3.Bucket {
    return new s3.Bucket(this, 'Work', {
      ...this.bucketDefaults(),
      lifecycleRules: [
        { expiration: Duration.days(400), abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // A renewal's draft roster is a copy that the portal fetches within minutes.
        { prefix: 'renewals/', expiration: Duration.days(1) },
        // So is the file of rejected rows: with whole NIKs, written anew each time it is asked for.
        { prefix: 'rejected/', expiration: Duration.days(1) },
      ],
      cors: [{ allowedMethods: [s3.HttpMethods.GET], allowedOrigins: [PUBLIC_BASE_URL.of(this)], maxAge: 3000 }],
    });
  }

  private makeUserPool(): cognito.UserPool {
    return new cognito.UserPool(this, 'Accounts', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      autoVerify: { email: true },
      mfa: cognito.Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      accountRecovery: cognito.AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  private makeClient(): cognito.UserPoolClient {
    const portal = PUBLIC_BASE_URL.of(this);
    return this.userPool.addClient('Portal', {
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [cognito.OAuthScope.OPENID, cognito.OAuthScope.EMAIL, cognito.OAuthScope.PROFILE],
        // The second is the page of the hidden frame in which a session is renewed.
        callbackUrls: [`${portal}/masuk/kembali`, `${portal}/masuk/diam.html`],
        logoutUrls: [`${portal}/`],
      },
      supportedIdentityProviders: [cognito.UserPoolClientIdentityProvider.COGNITO],
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
    });
  }

  private tell(): void {
    new CfnOutput(this, 'TableName', { value: this.table.tableName });
    new CfnOutput(this, 'RecordsBucket', { value: this.records.bucketName });
    new CfnOutput(this, 'WorkBucket', { value: this.work.bucketName });
    new CfnOutput(this, 'UploadsBucket', { value: this.uploads.bucketName });
    new CfnOutput(this, 'SigningKeyId', { value: this.signingKey.keyId });
    new CfnOutput(this, 'NikKeySecret', { value: this.nikKey.secretArn });
    new CfnOutput(this, 'UserPoolId', { value: this.userPool.userPoolId });
    new CfnOutput(this, 'UserPoolClientId', { value: this.client.userPoolClientId });
    new CfnOutput(this, 'SignInIssuer', { value: this.userPool.userPoolProviderUrl });
  }
}
