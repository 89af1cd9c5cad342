import {
  BatchGetItemCommand,
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { openTable } from '../../../shared/adapters/table.ts';

describe('what the local server does not show', () => {
  const mock = mockClient(DynamoDBClient);
  afterEach(() => mock.reset());
  const table = openTable('t', new DynamoDBClient({ region: 'us-east-1' }));

  it('unprocessed keys are asked for again', async () => {
    const [a, b] = [{ id: { S: 'a' } }, { id: { S: 'b' } }];
    const left = { t: { Keys: [b] } };
    mock
      .on(BatchGetItemCommand)
      .resolvesOnce({ Responses: { t: [a] }, UnprocessedKeys: left })
      .resolvesOnce({ Responses: {}, UnprocessedKeys: left })
      .resolves({ Responses: { t: [b] } });
    expect(await table.getMany([{ id: 'a' }, { id: 'b' }])).toEqual([{ id: 'a' }, { id: 'b' }]);
    const asked = mock
      .commandCalls(BatchGetItemCommand)
      .map(({ args }) => args[0].input.RequestItems?.t?.Keys);
    expect(asked).toEqual([[a, b], [b], [b]]);
  });

  it('throttling is no failed condition', async () => {
    const throttled = new ProvisionedThroughputExceededException({ message: 'slow', $metadata: {} });
    mock.on(PutItemCommand).rejects(throttled);
    await expect(table.put({ id: 'a' }, { text: 'attribute_not_exists(id)' })).rejects.toBe(throttled);
  });
});
