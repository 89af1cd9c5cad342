import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SESClient } from '@aws-sdk/client-ses';
import { describe, expect, it } from 'vitest';
import { lean } from '../../../shared/adapters/lean.ts';

const stepsOf = ({ middlewareStack }: { middlewareStack: { identify(): string[] } }): string[] =>
  middlewareStack.identify().map((step) => step.split(' ')[0] ?? '');

const region = { region: 'us-east-1' };

describe.each([
  ['DynamoDB', () => new DynamoDBClient(region)],
  ['SES', () => new SESClient(region)],
])('a lean client of %s', (_, make) => {
  it('lacks the two steps that nobody needs, which the SDK still calls by these names', () => {
    const [whole, left] = [stepsOf(make()), stepsOf(lean(make()))];
    const gone = whole.filter((step) => !left.includes(step));
    expect(gone.sort()).toEqual(['getUserAgentMiddleware', 'loggerMiddleware']);
  });

  it('signs, repeats and reads answers as before', () => {
    const needed = [
      'serializerMiddleware',
      'retryMiddleware',
      'httpSigningMiddleware',
      'deserializerMiddleware',
    ];
    expect(stepsOf(lean(make()))).toEqual(expect.arrayContaining(needed));
  });
});
