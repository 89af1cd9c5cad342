import { expect, it } from 'vitest';
import { timingOf } from '../../../../shared/domain/policy/rhythm.ts';
import { gradingPolicy } from '../../../support/grading.ts';

it.each([
  [{ every: 'quarter', at: '06:00' }, 'cron(0 6 1 1,4,7,10 ? *)'],
  [{ every: 'quarter', firstMonth: 2, at: '23:05' }, 'cron(5 23 1 2,5,8,11 ? *)'],
  [{ every: 'halfYear', firstMonth: 4, at: '00:30' }, 'cron(30 0 1 4,10 ? *)'],
  [{ every: 'month', firstMonth: 4, at: '09:00' }, 'cron(0 9 1 * ? *)'],
])('%o runs at %s', (schedule, expression) => {
  expect(timingOf(gradingPolicy({ schedule }))).toEqual({ expression, timeZone: 'Asia/Shanghai' });
});
