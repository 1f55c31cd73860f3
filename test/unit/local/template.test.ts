import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { TemplateError, UnsupportedTemplateError } from '../../../local/errors.ts';
import { loadAssembly } from '../../../local/template/assembly.ts';
import { resolveTemplate, type ResolvedTemplate } from '../../../local/template/resolve.ts';
import { supportSections } from '../../../local/support-lists.ts';
import { checkSupport } from '../../../local/template/support.ts';

const folders: string[] = [];
afterEach(() => folders.splice(0).forEach((folder) => rmSync(folder, { recursive: true })));

/** Writes an assembly with these templates and loads it. */
function assemblyOf(templates: Record<string, object>) {
  const folder = mkdtempSync(join(tmpdir(), 'template-'));
  folders.push(folder);
  const artifacts: Record<string, object> = {};
  for (const [name, template] of Object.entries(templates)) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(template));
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/ap-southeast-3',
      properties: { templateFile: `${name}.json` },
    };
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts }));
  return loadAssembly(folder);
}

const urls = {
  apiUrl: 'http://127.0.0.1:1',
  gatewayUrl: 'http://127.0.0.1:2',
  inboxUrl: 'http://127.0.0.1:3',
  signInUrl: 'http://127.0.0.1:4',
};

function resolved(templates: Record<string, object>, parameters: Record<string, string> = {}): ResolvedTemplate {
  return resolveTemplate({ assembly: assemblyOf(templates), parameters, urls });
}

/** What an output with this value becomes in a stack with a topic, a table and a parameter. */
function valueOf(value: unknown, parameters: Record<string, string> = {}): string | undefined {
  const stack = {
    Parameters: { Stage: { Type: 'String', Default: 'test' } },
    Conditions: {
      IsLive: { 'Fn::Equals': [{ Ref: 'Stage' }, 'live'] },
      IsTest: { 'Fn::Not': [{ Condition: 'IsLive' }] },
    },
    Mappings: { Sizes: { small: { rows: '10' } } },
    Resources: {
      Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'people' } },
      Api: { Type: 'AWS::ApiGatewayV2::Api', Properties: { Name: 'a', ProtocolType: 'HTTP' } },
      Pool: { Type: 'AWS::Cognito::UserPool' },
    },
    Outputs: { Value: { Value: value } },
  };
  return resolved({ One: stack }, parameters).outputs['One']?.['Value'];
}

describe('references', () => {
  it.each([
    ['a resource', { Ref: 'Table' }, 'people'],
    ['an attribute', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:ap-southeast-3:000000000000:table/people'],
    ['a parameter', { Ref: 'Stage' }, 'test'],
    ['a pseudo parameter', { Ref: 'AWS::Region' }, 'ap-southeast-3'],
    ['parts that are joined', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }]] }, 'a-test'],
    ['a text with places', { 'Fn::Sub': '${Stage}/${Table}/${!literal}' }, 'test/people/${literal}'],
    [
      'a text with places of its own',
      { 'Fn::Sub': ['${x}-${Table.Arn}', { x: '1' }] },
      '1-arn:aws:dynamodb:ap-southeast-3:000000000000:table/people',
    ],
    ['a part of a list', { 'Fn::Select': ['1', { 'Fn::Split': [':', 'a:b:c'] }] }, 'b'],
    ['a choice', { 'Fn::If': ['IsLive', 'yes', 'no'] }, 'no'],
    ['a choice by the opposite', { 'Fn::If': ['IsTest', 'yes', 'no'] }, 'yes'],
    ['a mapping', { 'Fn::FindInMap': ['Sizes', 'small', 'rows'] }, '10'],
  ])('to %s are resolved', (_what, value, expected) => {
    expect(valueOf(value)).toBe(expected);
  });

  it('take the value given for a parameter, with local addresses filled in', () => {
    expect(valueOf({ Ref: 'Stage' }, { Stage: 'at {apiUrl}' })).toBe('at http://127.0.0.1:1');
  });

  it('to addresses that CDK writes as text become the local ones', () => {
    const api = {
      'Fn::Join': [
        '',
        ['https://', { Ref: 'Api' }, '.execute-api.', { Ref: 'AWS::Region' }, '.', { Ref: 'AWS::URLSuffix' }, '/x'],
      ],
    };
    const issuer = {
      'Fn::Join': ['', ['https://cognito-idp.', { Ref: 'AWS::Region' }, '.amazonaws.com/', { Ref: 'Pool' }]],
    };

    expect([valueOf(api), valueOf(issuer)]).toEqual(['http://127.0.0.1:1/x', 'http://127.0.0.1:4']);
  });

  it('reach the exports of other stacks', () => {
    const data = {
      Resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'people' } } },
      Outputs: { Name: { Value: { Ref: 'Table' }, Export: { Name: 'Data:Name' } } },
    };
    const api = { Resources: {}, Outputs: { Same: { Value: { 'Fn::ImportValue': 'Data:Name' } } } };

    expect(resolved({ Api: api, Data: data }).outputs['Api']).toEqual({ Same: 'people' });
  });

  it.each([
    ['a name that does not exist', { Ref: 'Nothing' }, 'One: Ref to unknown Nothing.'],
    ['an export that does not exist', { 'Fn::ImportValue': 'X' }, 'One: no stack exports X.'],
    ['an attribute that is not known', { 'Fn::GetAtt': ['Table', 'Colour'] }, 'Colour is not supported'],
    ['a function that is not known', { 'Fn::GetAZs': '' }, 'Fn::GetAZs is not supported'],
    ['a dynamic reference', '{{resolve:ssm:/a}}', 'is not supported'],
  ])('to %s stop with its name', (_what, value, message) => {
    expect(() => valueOf(value)).toThrow(TemplateError);
    expect(() => valueOf(value)).toThrow(message);
  });

  it('leave out what AWS::NoValue stands for, and resources whose condition does not hold', () => {
    const { resources } = resolved({
      One: {
        Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
        Resources: {
          Here: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 't', DisplayName: { Ref: 'AWS::NoValue' } } },
          Gone: { Type: 'AWS::SNS::Topic', Condition: 'Never' },
        },
      },
    });

    expect(resources.map(({ logicalId, properties }) => ({ logicalId, properties }))).toEqual([
      { logicalId: 'Here', properties: { TopicName: 't' } },
    ]);
  });
});

describe('a template', () => {
  const check = (resource: object) => () =>
    checkSupport(assemblyOf({ One: { Resources: { Thing: resource } } }).stacks);

  it('with an unknown resource type is refused, naming stack, logical id and type', () => {
    expect(check({ Type: 'AWS::EC2::Instance' })).toThrow(UnsupportedTemplateError);
    expect(check({ Type: 'AWS::EC2::Instance' })).toThrow(
      'One/Thing (AWS::EC2::Instance): resource type not supported',
    );
  });

  it('with an unknown property of a known type is refused by its name', () => {
    expect(check({ Type: 'AWS::S3::Bucket', Properties: { ReplicationConfiguration: {} } })).toThrow(
      'One/Thing (AWS::S3::Bucket): property ReplicationConfiguration not supported',
    );
  });

  it('with a value that cannot be emulated is refused', () => {
    const properties = { StateMachineType: 'EXPRESS', DefinitionString: '{}', RoleArn: 'r' };

    expect(check({ Type: 'AWS::StepFunctions::StateMachine', Properties: properties })).toThrow(
      'StateMachineType "EXPRESS" not supported',
    );
  });

  it('may hold what has no effect here', () => {
    expect(check({ Type: 'AWS::CloudWatch::Alarm', Properties: { Anything: 1 } })).not.toThrow();
  });

  it('gives the same names each time it is read', () => {
    const stack = { One: { Resources: { Thing: { Type: 'AWS::DynamoDB::Table' } } } };

    expect(resolved(stack).resources[0]?.ref).toBe(resolved(stack).resources[0]?.ref);
  });
});

describe('SUPPORT.md', () => {
  it.each(Object.entries(supportSections()))('lists under "%s" exactly what the code supports', (name, expected) => {
    const text = readFileSync(join(import.meta.dirname, '../../../local/SUPPORT.md'), 'utf8');

    const section = text.split(`<!-- ${name} -->`)[1]?.split(`<!-- /${name} -->`)[0];

    expect(section?.trim()).toBe(expected);
  });
});
