import { expect, it } from 'vitest';
import { waitLines } from '../../../infra/cli/wait-lines.ts';

const input = { runId: 'r1', parts: 1, status: 'OPEN', pending: 12, waitSeconds: 5400, waitsFor: 'quota' };
const waiting = { status: 'RUNNING' as const, place: { state: 'WaitToGoOn', input, variables: {} } };

it('mails that wait for a later hour are told with their number, the reason and the time', () => {
  const [line = ''] = waitLines([waiting], { language: 'en' });
  expect(line).toContain('r1: 12 mails wait');
  expect(line).toContain('within 90 minutes');
});

it('what has ended or is at work does not wait', () => {
  const ended = { ...waiting, status: 'SUCCEEDED' as const };
  const atWork = { ...waiting, place: { ...waiting.place, state: 'Send' } };
  expect(waitLines([ended, atWork], { language: 'en' })).toEqual([]);
});
