import { expect, test } from 'vitest';
import { input } from '../../../functions/steps/note-bounce/contract.ts';
import { createEventBus } from '../../../local/services/events/bus.ts';
import { publishedEventTypes, simulatedEvents } from '../../../local/services/ses/simulator.ts';
import type { ResolvedResource } from '../../../local/template/resolve.ts';
import { synthesizedTemplate } from '../../support/synthesized.ts';

const REGION = { region: 'ap-southeast-3', accountId: '000000000000', now: () => Date.parse('2027-01-04T02:00:00Z') };
const simulator = (name: string) => `${name}@simulator.amazonses.com`;

function busOf(resources: readonly ResolvedResource[]) {
  const invoked: { name: string; event: unknown }[] = [];
  const put = createEventBus(resources, {
    find: (reference) => {
      const name = reference.split(':').at(-1) ?? '';
      return { name } as never;
    },
    invokeAsync: (name, event) => invoked.push({ name, event: JSON.parse(event) as unknown }),
  });
  return { invoked, put };
}

test('bounces and complaints of the mail service’s simulator reach note-bounce, by the rule of the synthesized stacks', async () => {
  const { resources } = await synthesizedTemplate();
  const { invoked, put } = busOf(resources);
  const recipients = [simulator('bounce+kabid'), simulator('complaint'), simulator('success'), 'kadis@example.test'];
  const published = publishedEventTypes(resources);
  for (const event of simulatedEvents({ ...REGION, recipients, published })) put(event);

  expect(invoked.map(({ name }) => name)).toEqual([
    expect.stringMatching(/note-bounce$/),
    expect.stringMatching(/note-bounce$/),
  ]);
  expect(invoked.map(({ event }) => input.parse(event).detail)).toMatchObject([
    { eventType: 'Bounce', bounce: { bouncedRecipients: [{ emailAddress: simulator('bounce+kabid') }] } },
    { eventType: 'Complaint', complaint: { complainedRecipients: [{ emailAddress: simulator('complaint') }] } },
  ]);
});

test('without a destination for events nothing is told, and an event that fits no rule goes nowhere', async () => {
  const recipients = [simulator('bounce')];
  expect(simulatedEvents({ ...REGION, recipients, published: publishedEventTypes([]) })).toEqual([]);
  const { resources } = await synthesizedTemplate();
  const { invoked, put } = busOf(resources);
  const [event] = simulatedEvents({ ...REGION, recipients, published: new Set(['bounce']) });
  if (event === undefined) throw new Error('no event');
  put({ ...event, source: 'aws.s3' });
  put({ ...event, 'detail-type': 'Email Delivered' });
  expect(invoked).toEqual([]);
});

test('a rule with a pattern that is not understood stops the start', () => {
  const rule = { stack: 'S', logicalId: 'R', type: 'AWS::Events::Rule', ref: 'r', attributes: {} };
  const properties = { EventPattern: { source: ['aws.ses'], detail: { eventType: ['Bounce'] } } };
  expect(() => busOf([{ ...rule, properties }])).toThrow(/detail/);
});
