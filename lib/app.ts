import { App, Tags } from 'aws-cdk-lib';
import type { AppProps } from 'aws-cdk-lib';
import * as z from 'zod';
import { readStage } from './config.ts';
import { checkFolders, readAllEnvironmentNames } from './function-folders.ts';
import { ApiStack } from './stacks/api-stack.ts';
import { DataStack } from './stacks/data-stack.ts';
import { EdgeStack } from './stacks/edge-stack.ts';
import { ObservabilityStack } from './stacks/observability-stack.ts';
import { PortalStack } from './stacks/portal-stack.ts';
import { WorkflowStack } from './stacks/workflow-stack.ts';

/**
 * The whole product as stacks: data that stays, workflow, API, portal, and who is told when something is wrong.
 * Context `stage` names the file in config/stage (default meranti). The bundles must be built before.
 */
export async function buildApp(props: AppProps = {}): Promise<App> {
  checkFolders();
  const variables = await readAllEnvironmentNames();
  const app = new App(props);
  const stage = readStage(z.string().default('meranti').parse(app.node.tryGetContext('stage')));
  // No account: the same assembly goes to any. The region is said, because a table under a customer key needs it.
  const env = { region: stage.region };
  const data = new DataStack(app, 'LindungData', { env, stage });
  const workflow = new WorkflowStack(app, 'LindungWorkflow', { env, stage, data, variables });
  const api = new ApiStack(app, 'LindungApi', { env, stage, data, variables });
  new PortalStack(app, 'LindungPortal', { env, stage, data, api });
  // CloudFront's web ACLs live there and nowhere else.
  new EdgeStack(app, 'LindungEdge', { env: { region: 'us-east-1' }, stage });
  new ObservabilityStack(app, 'LindungObservability', { env, stage, workflow, api });
  Tags.of(app).add('product', 'lindung');
  Tags.of(app).add('stage', stage.stage);
  return app;
}
