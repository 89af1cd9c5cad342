import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const failpoints = new URL('../../../shared/runtime/failpoints.ts', import.meta.url).href;

/** A process that passes `a`, then `b`, three times, and says so each time. */
function passing(fail: Record<string, string>) {
  const code = `import { at } from '${failpoints}';
    for (let i = 1; i <= 3; i += 1) for (const point of ['a', 'b']) { at(point); console.log(point + i); }`;
  const { signal, stdout } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', code],
    { env: { ...process.env, ...fail }, encoding: 'utf8' },
  );
  return { signal, said: stdout.trim().split('\n') };
}

describe('failpoints', () => {
  it.each([
    ['nobody asked for one', {}, null, ['a1', 'b1', 'a2', 'b2', 'a3', 'b3']],
    ['one at the second time', { TIERWISE_FAIL: 'b:2' }, 'SIGKILL', ['a1', 'b1', 'a2']],
    ['one that is never passed', { TIERWISE_FAIL: 'c:1' }, null, ['a1', 'b1', 'a2', 'b2', 'a3', 'b3']],
  ])('%s', (_, fail, signal, said) => {
    expect(passing(fail)).toEqual({ signal, said });
  });
});
