import { expect, it } from 'vitest';
import { grantedBy } from '../../../infra/cli/requests.ts';
import { memoryBucket } from '../../support/memory-bucket.ts';

it('what a request is refused for is told with its code once', async () => {
  const problem = { en: 'E_NO_EXPORT: Nothing yet.', 'zh-CN': 'E_NO_EXPORT: 还没有文件。' };
  const results = memoryBucket('results');
  const answer = Buffer.from(JSON.stringify({ key: 'requests/a.json', done: false, problem }));
  const shop = { uploads: memoryBucket('uploads'), results: { ...results, get: async () => answer } };
  const told = await grantedBy(shop, { want: 'approve', runId: 'r1' }).catch((error) => error.say('en'));
  expect(told.trim()).toBe('E_NO_EXPORT: Nothing yet.');
});
