// An ordinary AWS SDK client against the stand-alone engine. Start the engine first, then this:
//   npx node local/stepfunctions/server.ts --port 8083 --lambda-endpoint http://127.0.0.1:3001
//   npx node docs/stepfunctions-client.ts http://127.0.0.1:8083
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';

const endpoint = process.argv[2] ?? 'http://127.0.0.1:8083';
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const client = new SFNClient({ endpoint, region: 'us-east-1', credentials });

const definition = JSON.stringify({
  QueryLanguage: 'JSONata',
  StartAt: 'Pause',
  States: {
    Pause: { Type: 'Wait', Seconds: '{% $states.input.seconds %}', Next: 'Greet' },
    Greet: { Type: 'Pass', Output: "{% 'Hello ' & $states.input.name %}", End: true },
  },
});
const roleArn = 'arn:aws:iam::123456789012:role/local';
const { stateMachineArn } = await client.send(new CreateStateMachineCommand({ name: 'greeting', definition, roleArn }));
const input = JSON.stringify({ name: 'Meranti', seconds: 1 });
const { executionArn } = await client.send(new StartExecutionCommand({ stateMachineArn, input }));

const describe = new DescribeExecutionCommand({ executionArn });
let execution = await client.send(describe);
while (execution.status === 'RUNNING') {
  await new Promise((resolve) => setTimeout(resolve, 100));
  execution = await client.send(describe);
}
const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn }));
const lines = [`${execution.status}: ${execution.output}`, ...events.map(({ id, type }) => `${id} ${type}`)];
process.stdout.write(`${lines.join('\n')}\n`);
