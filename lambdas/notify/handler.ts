import { openNoticeRoom } from '../../shared/adapters/notice-room.ts';
import { NotifiedSchema, NotifySchema } from '../../shared/contract/notices.ts';
import { defaultPolicyText, readAsset } from '../../shared/runtime/assets.ts';
import { settings, step } from '../../shared/runtime/step.ts';
import { notify } from './step.ts';

export const handler = step('notify', NotifySchema, NotifiedSchema, (event) => {
  const stores = settings('LAKE_BUCKET', 'RESULTS_BUCKET', 'RUNS_TABLE', 'MAILBOXES_TABLE');
  const secrets = settings('KEYS_SECRET', 'PAGES_SECRET');
  const { SENDER, CONFIGURATION_SET, ...links } = settings(
    'SENDER',
    'CONFIGURATION_SET',
    'APPROVE_URL',
    'SHOW_URL',
  );
  const template = (file: string) => readAsset(`shared/templates/${file}`);
  const room = openNoticeRoom({ ...stores, ...secrets, ...links }, { policy: defaultPolicyText(), template });
  const results = stores.RESULTS_BUCKET;
  return notify({ ...room, settings: { sender: SENDER, configurationSet: CONFIGURATION_SET, results } })(
    event,
  );
});
