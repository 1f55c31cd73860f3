import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { afterAll, expect, it } from 'vitest';
import { buildApp } from '../../../lib/app.ts';
import { synthesize } from '../../../tools/synthesize.ts';

/** Findings of AWS's general rules that stay, each with the reason why. `where` is the path of the construct. */
const ACCEPTED: ReadonlyArray<{ rule: RegExp; where: RegExp; reason: string }> = [
  {
    rule: /^AwsSolutions-APIG4$/,
    where: /^LindungApi\/Api\/[A-Z]+--approval/,
    reason: 'Approvers have no account: the secret in the link is what the page checks.',
  },
  {
    rule: /^AwsSolutions-SMG4$/,
    where: /^LindungData\/NikKey\//,
    reason: 'Claims are kept under the hash made with this key; a rotated key would lose them all.',
  },
  {
    rule: /^AwsSolutions-S1$/,
    where: /^Lindung(Data\/(Uploads|Records|Work)|Portal\/Site)\//,
    reason:
      'Who read an object is answered by CloudTrail data events, which the account owner turns on for all buckets.',
  },
  {
    rule: /^AwsSolutions-COG2$/,
    where: /^LindungData\/Accounts\//,
    reason: 'A second factor is offered; officers in villages share telephones, so the regency decides who must.',
  },
  {
    rule: /^AwsSolutions-COG8$/,
    where: /^LindungData\/Accounts\//,
    reason: 'The paid plan adds nothing that a few dozen known accounts without self sign-up need.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::\*\]$/,
    where: /\/Role(\/DefaultPolicy)?\/Resource$/,
    reason: 'X-Ray and log delivery know no resources; another test holds everything else to named ones.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::LindungData:ExportsOutputFnGetAtt(Uploads|Records|Work)\w+\/\*\]$/,
    where: /\/Role(\/DefaultPolicy)?\/Resource$/,
    reason: 'The objects of one bucket; their keys begin with ids that exist only later.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:execution:lindung-(premium-request|payment-batch)[:/]\*\]$/,
    where: /\/Role(\/DefaultPolicy)?\/Resource$/,
    reason: 'The executions of one state machine.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<(openbatches|proposerenewals|repair)Function\w+\.Arn>:\*\]$/,
    where: /^LindungWorkflow\/SchedulerRoleForTarget/,
    reason: "The versions of one function, as CDK's schedule target writes it.",
  },
  {
    rule: /^AwsSolutions-CFR1$/,
    where: /^LindungPortal\/Distribution\//,
    reason: 'Officials travel; a sign-in or the secret of a link is asked for everywhere.',
  },
  {
    rule: /^AwsSolutions-CFR3$/,
    where: /^LindungPortal\/Distribution\//,
    reason: 'Access logs hold paths, and paths hold approval secrets; the API logs its routes.',
  },
  {
    rule: /^AwsSolutions-CFR4$/,
    where: /^LindungPortal\/Distribution\//,
    reason: "Without a name of its own CloudFront's certificate stands; with one, nothing below TLS 1.2 is spoken.",
  },
];

const folder = mkdtempSync(join(tmpdir(), 'lindung-nag-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Report {
  pluginReports: Array<{
    violations: Array<{ ruleName: string; violatingConstructs: Array<{ constructPath: string }> }>;
  }>;
}

// Some hundred rules over some four hundred resources: seconds on a quiet machine, a minute on a busy one.
it('keeps the general rules for AWS solutions, but for exceptions with a reason', { timeout: 300_000 }, async () => {
  await synthesize();
  const app = await buildApp({ outdir: folder });
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  // Findings make the synthesis throw; the report it writes before is what counts here.
  expect(() => app.synth()).toThrow(/AwsSolutions/);
  const report = JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8')) as Report;
  const findings = report.pluginReports.flatMap(({ violations }) =>
    violations.flatMap(({ ruleName, violatingConstructs }) =>
      violatingConstructs.map(({ constructPath }) => ({ rule: ruleName, where: constructPath })),
    ),
  );
  const isAccepted = (finding: { rule: string; where: string }, by: (typeof ACCEPTED)[number]): boolean =>
    by.rule.test(finding.rule) && by.where.test(finding.where);
  expect(findings.filter((finding) => !ACCEPTED.some((by) => isAccepted(finding, by)))).toEqual([]);
  expect(ACCEPTED.filter((by) => !findings.some((finding) => isAccepted(finding, by)))).toEqual([]);
});
