import { fork } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import MailComposer from 'nodemailer/lib/mail-composer';
import { type Endpoints, putOn, sdkEnvironment } from '../../infra/local/deploy/environment.ts';
import type { Costs } from './mail-parts.ts';

const { values } = parseArgs({
  options: {
    /** Mails a round, on both sides. */
    mails: { type: 'string', default: '1000' },
    rounds: { type: 'string', default: '5' },
  },
});
const [MAILS, ROUNDS] = [Number(values.mails), Number(values.rounds)];

const SETTINGS = {
  ...{ LAKE_BUCKET: 'lake', RUNS_TABLE: 'runs', LEDGER_TABLE: 'ledger', MAILBOXES_TABLE: 'mailboxes' },
  ...{ KEYS_SECRET: 'keys', DUCKDB_MEMORY_MB: '500', SENDING_LEASE_SECONDS: '900', REDIRECT_TO: '' },
  ...{ SENDER: 'members@mail.example.com', CONFIGURATION_SET: 'tierwise' },
  UNSUBSCRIBE_URL: 'https://u.example.com/',
};

/** The local servers work in a child, so that their CPU is not counted. */
async function startServers() {
  const child = fork(new URL('./mail-servers.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  const [endpoints] = await once(child, 'message');
  putOn({ ...sdkEnvironment(endpoints as Endpoints), ...SETTINGS });
  return () => child.disconnect();
}

const say = (text: string) => process.stdout.write(`${text}\n`);
const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;

/** One half of the baseline before the path and one after it, so that a machine that slows down slows both. */
async function compare(path: Path, baseline: Baseline): Promise<void> {
  // Both sides are as warm as a worker is after its first mails.
  await baseline(MAILS);
  await path('warm', MAILS);
  const ratios: number[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    const before = await baseline(MAILS / 2);
    const steps = await path(`r${round}`, MAILS);
    const bare = (before + (await baseline(MAILS / 2))) / 2;
    const all = Object.values(steps).reduce((sum, ms) => sum + ms, 0);
    ratios.push(all / bare);
    const speeds = `${Math.round(1000 / all)} mails a second a core against ${Math.round(1000 / bare)}`;
    say(`round ${round}: ${all.toFixed(2)} ms (${told(steps)}) against ${bare.toFixed(2)}, ${speeds}`);
  }
  const all = ratios.map((ratio) => ratio.toFixed(2)).join(' ');
  say(`${median(ratios).toFixed(2)} times the CPU of the baseline (${all}), ${MAILS} mails a round`);
}

const told = (costs: Costs): string =>
  Object.entries(costs)
    .map(([name, ms]) => `${name} ${ms.toFixed(2)}`)
    .join(', ');

type Path = (runId: string, mails: number) => Promise<Costs>;
type Baseline = (mails: number) => Promise<number>;

const stop = await startServers();
try {
  // The adapters open their clients for the servers that the environment names.
  const { cpuOf, pathOf, partsOf } = await import('./mail-parts.ts');
  const { letterTo, envelopeTo } = await import('./mail-letters.ts');
  /** Rendering, and the MIME that nodemailer makes when it is told nothing. */
  const baseline: Baseline = (mails) =>
    cpuOf(mails, async (n) => {
      const { from, to, subject, html, text } = envelopeTo(n);
      await new MailComposer({ from, to, subject, html, text }).compile().build();
    });
  say(`a letter of ${letterTo(0).html.length} characters of HTML`);
  await compare(pathOf, baseline);
  say(`one by one, ms CPU: ${told(await partsOf(MAILS))}`);
} finally {
  stop();
}
