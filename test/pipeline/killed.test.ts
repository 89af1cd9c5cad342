import { describe, it } from 'vitest';
import { survives } from '../support/killed-day.ts';

describe('killed and started again: same tiers, no mail twice, no customer lost', () => {
  it('between the writes of intake, of the lock, of the tiers and of the pointer', async () => {
    await survives(
      'writes',
      [
        's3:PutObject:2:after',
        'dynamo:PutItem:1:before',
        'dynamo:PutItem:2:after',
        'dynamo:UpdateItem:3:after',
        's3:PutObject:9:before',
        'dynamo:PutItem:1:after',
        'dynamo:PutItem:25:after',
        'dynamo:PutItem:20:before',
      ],
      0,
    );
  }, 240_000);

  it('at the named places around a mail: what SES accepted is never sent again, what it never saw stays unknown', async () => {
    const places = [
      'preflight.before_register:1',
      'send.after_sending:2',
      'send.after_accept:3',
      'feedback.before_fact:2',
    ];
    // Each of the two kills while mails go out leaves at most those in doubt that were in flight.
    await survives('mails', places, 2 * 20);
  }, 240_000);
});
