import { DynamoDBClient, ProvisionedThroughputExceededException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { afterEach, describe, expect, it } from 'vitest';
import { openTable } from '../../../shared/adapters/table.ts';

describe('what the local server does not show', () => {
  const mock = mockClient(DynamoDBDocumentClient);
  afterEach(() => mock.reset());
  const table = openTable('t', new DynamoDBClient({ region: 'us-east-1' }));

  it('unprocessed keys are asked for again', async () => {
    const left = { t: { Keys: [{ id: 'b' }] } };
    mock
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { t: [{ id: 'a' }] }, UnprocessedKeys: left })
      .resolvesOnce({ Responses: {}, UnprocessedKeys: left })
      .resolves({ Responses: { t: [{ id: 'b' }] } });
    expect(await table.getMany([{ id: 'a' }, { id: 'b' }])).toEqual([{ id: 'a' }, { id: 'b' }]);
    const asked = mock.commandCalls(BatchGetCommand).map(({ args }) => args[0].input.RequestItems?.t?.Keys);
    expect(asked).toEqual([[{ id: 'a' }, { id: 'b' }], [{ id: 'b' }], [{ id: 'b' }]]);
  });

  it('throttling is no failed condition', async () => {
    const throttled = new ProvisionedThroughputExceededException({ message: 'slow', $metadata: {} });
    mock.on(PutCommand).rejects(throttled);
    await expect(table.put({ id: 'a' }, { text: 'attribute_not_exists(id)' })).rejects.toBe(throttled);
  });
});
