import { afterAll, expect, it } from 'vitest';
import { defaultPolicyText } from '../../shared/runtime/assets.ts';
import { scratchFolder, tierwise } from '../support/cli.ts';
import { customersCsv, ordersCsv } from '../support/small-shop.ts';

const folder = scratchFolder();
afterAll(folder.remove);

const HOUR_MS = 3_600_000;
const clockIn = (hours: number): string => new Date(Date.now() + hours * HOUR_MS).toISOString().slice(11, 16);

it('mails that wait for quiet hours end a batch with a sentence, and without a fault', async () => {
  // Quiet from two hours ago until in three hours, on the clock that the mails go by.
  const quiet = `mail:\n  quietHours: { from: '${clockIn(-2)}', to: '${clockIn(3)}' }`;
  const policy = defaultPolicyText()
    .replace(/^timeZone:.*$/m, 'timeZone: UTC')
    .replace(/^mail:/m, quiet);
  const files = [folder.write('orders.csv', ordersCsv()), folder.write('customers.csv', customersCsv())];
  const where = ['--as-of', '2026-06-30', '--state', folder.path('state'), '--out', folder.path('out')];
  const given = ['--exports', ...files, '--policy', folder.write('quiet.yaml', policy)];
  const { code, stdout } = await tierwise(['local', ...given, ...where, '--once']);
  const [, mails, minutes] = /(\d+) mails wait \(.*quiet.*\D(\d+) minutes/.exec(stdout) ?? [];
  expect([code, Number(mails) > 0]).toEqual([0, true]);
  expect(Number(minutes)).toBeGreaterThan(0);
  expect(stdout).toContain('They go on while the system is up');
}, 180_000);
