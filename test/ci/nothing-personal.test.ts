import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openKeys } from '../../shared/adapters/keys.ts';
import { MARKED_DOMAIN, MARKED_NAME } from '../support/markers.ts';

const SCRIPT = new URL('../../.ci/nothing-personal', import.meta.url).pathname;

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tierwise-logs-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

function verdictOn(text: string) {
  mkdirSync(join(dir, 'deep'), { recursive: true });
  writeFileSync(join(dir, 'deep', 'log.jsonl'), text);
  return spawnSync(SCRIPT, [dir], { encoding: 'utf8' });
}

const good =
  '{"step":"send","problem":"E_SES_NOT_READY","at":"node_modules/@aws-sdk/client-ses/x.js:3 npm@10.2.1"}\n';
const keys = openKeys({ seed: 's'.repeat(43), current: 'k1', old: {} });
const token = keys.token(keys.mailbox('x'), { rule: 'up', topic: 'tier' });

describe('what the tests logged is searched for what is personal (O9)', () => {
  it('ids and counts pass', () => {
    expect(verdictOn(good)).toMatchObject({ status: 0, stdout: '' });
  });

  it.each([
    ['an address', 'Ann+x@mail.example.com'],
    ['an address in a longer text', '{"message":"could not write to li@x.cn, gave up"}'],
    ['a name of the fixtures', `${MARKED_NAME}7`],
    ['a domain of the fixtures', MARKED_DOMAIN],
    ['an unsubscribe token', `GET /${token}`],
  ])('%s is found, with its file and line', (_, planted) => {
    const found = verdictOn(`${good}${good}${planted}\n`);
    expect(found.status).toBe(1);
    expect(found.stdout).toContain('log.jsonl:3:');
  });

  it('a run that kept nothing proves nothing', () => {
    expect(spawnSync(SCRIPT, [dir], { encoding: 'utf8' }).status).toBe(2);
  });
});
