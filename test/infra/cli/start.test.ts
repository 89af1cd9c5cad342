import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const ROOT = new URL('../../..', import.meta.url).pathname;
const COPIED = ['infra/cli/start.mjs', 'infra/cli/start-bundle.mjs', 'tsconfig.json', 'package-lock.json'];

const MAIN = "const { say } = await import('../../shared/say.ts');\nsay(process.argv[2]);\n";

/** A project as small as can be, which starts in the same way. */
let project: string;

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'tierwise-start-'));
  for (const file of COPIED) cpSync(join(ROOT, file), join(project, file));
  for (const name of ['esbuild', 'tsx']) link(name);
  write('package.json', '{ "type": "module" }');
  write('lambdas/none/step.ts', '');
  write('infra/cli/main.ts', MAIN);
  say("'one'");
});

afterEach(() => rmSync(project, { recursive: true, force: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(project, file)), { recursive: true });
  writeFileSync(join(project, file), text);
}

function link(name: string): void {
  mkdirSync(join(project, 'node_modules'), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules', name), join(project, 'node_modules', name));
}

const say = (word: string) =>
  write('shared/say.ts', `export const say = (given: string): void => console.log(${word}, given);\n`);

const kept = () => readdirSync(join(project, 'node_modules/.cache/tierwise'));
const keptBundle = () => join(project, 'node_modules/.cache/tierwise', kept()[0] ?? '');
const cannotKeep = () => write('node_modules/.cache', 'a file where the folder would be');
const forgetTools = () => {
  for (const name of ['esbuild', 'tsx']) rmSync(join(project, 'node_modules', name));
};

function start(): Promise<{ stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const args = [join(project, 'infra/cli/start.mjs'), 'word'];
    execFile(process.execPath, args, (_, stdout, stderr) => resolve({ stdout, stderr }));
  });
}

const said = async () => (await start()).stdout;

describe('the command line starts from a kept bundle', () => {
  it('which the next start needs no tool for', async () => {
    expect(await said()).toBe('one word\n');
    forgetTools();
    expect(await said()).toBe('one word\n');
    expect(kept()).toEqual([expect.stringMatching(/^commands-[0-9a-f]{32}$/)]);
  });

  it('but never from one of other sources, though size and time of the file are the same', async () => {
    const { atime, mtime } = statSync(join(project, 'shared/say.ts'));
    const words = [];
    for (const word of ["'one'", "'two'", "'one'"]) {
      say(word);
      utimesSync(join(project, 'shared/say.ts'), atime, mtime);
      words.push(await said());
    }
    expect(words).toEqual(['one word\n', 'two word\n', 'one word\n']);
    expect(kept()).toHaveLength(2);
  });

  it('nor from one made by other versions of the packages', async () => {
    await start();
    write('package-lock.json', '{}');
    await start();
    expect(kept()).toHaveLength(2);
  });

  it('and processes that make it at the same time leave one', async () => {
    const all = await Promise.all([said(), said(), said()]);
    expect(all).toEqual(Array(3).fill('one word\n'));
    expect(kept()).toEqual([expect.stringMatching(/^commands-[0-9a-f]{32}$/)]);
  });

  it('and one that is a day old goes when another takes its place', async () => {
    await start();
    const old = keptBundle();
    const twoDaysAgo = Date.now() / 1000 - 2 * 24 * 60 * 60;
    utimesSync(old, twoDaysAgo, twoDaysAgo);
    say("'two'");
    await start();
    expect(kept()).toHaveLength(1);
    expect(keptBundle()).not.toBe(old);
  });
});

describe('where no bundle can be made', () => {
  it.each([
    ['because nothing can be kept', cannotKeep],
    ['because a source that nobody calls has a mistake', () => write('infra/cli/wrong.ts', 'const = ;')],
  ])('the sources themselves run, %s', async (_, spoil) => {
    write('infra/cli/main.ts', `const lazy = () => import('./wrong.ts');\n${MAIN}`);
    write('infra/cli/wrong.ts', 'export {};');
    spoil();
    expect(await start()).toEqual({ stdout: 'one word\n', stderr: '' });
  });
});

describe.each([
  ['a bundle', () => undefined],
  ['the sources', cannotKeep],
])('run from %s', (_, prepare) => {
  beforeEach(prepare);

  it('an error names the line of its source', async () => {
    write(
      'shared/say.ts',
      '\n// Nothing.\nexport function say(): void {\n  throw new TypeError("lost");\n}\n',
    );
    const { stderr } = await start();
    expect(stderr).toContain(`${join(project, 'shared/say.ts')}:4`);
    expect(stderr).toContain('TypeError: lost');
  });

  it('a source knows its own place', async () => {
    say('import.meta.url');
    expect(await said()).toBe(`file://${join(project, 'shared/say.ts')} word\n`);
  });
});
