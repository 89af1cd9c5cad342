import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { answer } from '../../../infra/cli/answer.ts';
import { HELP } from '../../../infra/cli/help/table.ts';
import { wordsOf } from '../../support/command-words.ts';

let [out, err] = ['', ''];
beforeEach(() => {
  [out, err] = ['', ''];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

async function ended(line: string) {
  await answer(wordsOf(line), 'en');
  return { code: process.exitCode ?? 0, out, err };
}

const NOWHERE = '--state no/such/cloud';

/** For each command words that are right, and are refused here. */
const REFUSED: Record<string, readonly [line: string, code: string]> = {
  explain: [`explain C1 ${NOWHERE}`, 'E_NO_CLOUD'],
  runs: [`runs ${NOWHERE}`, 'E_NO_CLOUD'],
  simulate: [`simulate ${NOWHERE}`, 'E_NO_CLOUD'],
  run: [`run ${NOWHERE}`, 'E_NO_CLOUD'],
  approve: [`approve r ${NOWHERE}`, 'E_NO_CLOUD'],
  reject: [`reject r ${NOWHERE}`, 'E_NO_CLOUD'],
  rollback: [`rollback r ${NOWHERE}`, 'E_NO_CLOUD'],
  trust: [`trust ${NOWHERE}`, 'E_NO_CLOUD'],
  override: [`override C1 --end ${NOWHERE}`, 'E_NO_CLOUD'],
  export: [`export C1 ${NOWHERE}`, 'E_NO_CLOUD'],
  erase: [`erase C1 --yes ${NOWHERE}`, 'E_NO_CLOUD'],
  'campaign list': [`campaign list ${NOWHERE}`, 'E_NO_CLOUD'],
  'campaign pause': [`campaign pause all ${NOWHERE}`, 'E_NO_CLOUD'],
  'campaign resume': [`campaign resume all ${NOWHERE}`, 'E_NO_CLOUD'],
  'campaign cancel': [`campaign cancel c ${NOWHERE}`, 'E_NO_CLOUD'],
  'campaign release': [`campaign release c ${NOWHERE}`, 'E_NO_CLOUD'],
  'send-test': [`send-test gold me@example.com ${NOWHERE}`, 'E_NO_CLOUD'],
  local: ['local --exports no/such.csv', 'E_NO_FILE'],
  upload: ['upload no/such.csv', 'E_NO_FILE'],
  withdraw: [`withdraw orders/march.csv ${NOWHERE}`, 'E_NO_CLOUD'],
  inspect: ['inspect no/such.csv', 'E_NO_FILE'],
  check: ['check no/such.yaml', 'E_NO_FILE'],
  capacity: ['capacity --customers 5 --changed 6', 'E_CAPACITY'],
  doctor: [`doctor ${NOWHERE}`, 'E_NO_CLOUD'],
  parity: [`parity ${NOWHERE}`, 'E_NO_CLOUD'],
};

const commands = Object.keys(HELP).filter((path) => path !== 'campaign');

describe.each(commands)('%s', (path) => {
  it('ends with 0 after its help', async () => {
    expect(await ended(`${path} --help`)).toMatchObject({ code: 0, err: '' });
    expect(out.replace(/\s+/g, ' ')).toContain(HELP[path]?.does.en);
  });

  it('ends with 1 where it is refused, and says what to do', async () => {
    const [line = '', code = ''] = REFUSED[path] ?? [];
    expect(await ended(line)).toMatchObject({ code: 1, out: '' });
    expect(err).toMatch(new RegExp(`^${code}: .+\\. .+\\.\\n$`, 's'));
  });

  it('with --json gives one object on standard output where it is refused', async () => {
    const [line = '', code = ''] = REFUSED[path] ?? [];
    expect((await ended(`${line} --json`)).code).toBe(1);
    expect(JSON.parse(out)).toEqual({ error: expect.stringMatching(new RegExp(`^${code}: `)) });
  });

  it('ends with 2 where the words are wrong, with one object for --json', async () => {
    expect((await ended(`${path} --no-such-option --json`)).code).toBe(2);
    expect(JSON.parse(out)).toEqual({ error: expect.stringMatching(/^error: /) });
    expect(err).toContain('error: ');
  });
});

it.each(['campaign pause', 'campaign release', 'approve'])(
  '`help %s` is the help of that very command',
  async (path) => {
    expect(await ended(`help ${path}`)).toMatchObject({ code: 0, err: '' });
    expect(out.replace(/\s+/g, ' ')).toContain(HELP[path]?.does.en);
  },
);

it('a file that is there already is neither written over nor a fault of the program', async () => {
  expect(await ended(`export C1 --out package.json ${NOWHERE}`)).toMatchObject({ code: 1, out: '' });
  expect(err).toMatch(/^E_FILE_EXISTS: .*package\.json exists already.*--out/);
});

it('no words at all give the help of the program', async () => {
  expect(await ended('')).toMatchObject({ code: 0, err: '' });
  expect(out).toContain('Why is a customer in his tier?');
});
