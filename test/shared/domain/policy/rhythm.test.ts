import { expect, it } from 'vitest';
import { timingOf } from '../../../../shared/domain/policy/rhythm.ts';
import { gradingPolicy } from '../../../support/grading.ts';

it.each([
  [{ every: 'quarter', at: '06:00' }, 'cron(0 6 * * ? *)'],
  [{ every: 'halfYear', firstMonth: 4, at: '00:30' }, 'cron(30 0 * * ? *)'],
  [{ every: 'month', firstMonth: 4, at: '23:05' }, 'cron(5 23 * * ? *)'],
])('%o is looked at by %s, each day', (schedule, expression) => {
  expect(timingOf(gradingPolicy({ schedule }))).toEqual({ expression, timeZone: 'Asia/Shanghai' });
});
