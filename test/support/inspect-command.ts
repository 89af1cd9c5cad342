import { Command } from 'commander';
import { addInspect } from '../../infra/cli/inspect.ts';
import type { Ended } from './cli.ts';

/** Runs the command as the command line does, in this process: what it writes is caught, how it would end is told. */
export async function inspectCommand(args: string[], locale = 'C'): Promise<Omit<Ended, 'signal'>> {
  const caught = { stdout: '', stderr: '' };
  const take = (stream: keyof typeof caught) => (text: string) => {
    caught[stream] += text;
  };
  const [out, err] = [process.stdout.write, process.stderr.write];
  const { LC_ALL } = process.env;
  const program = new Command().exitOverride();
  program.configureOutput({ writeErr: take('stderr') });
  addInspect(program);
  process.env.LC_ALL = locale;
  process.stdout.write = catching(take('stdout'));
  process.stderr.write = catching(take('stderr'));
  try {
    await program.parseAsync(['inspect', ...args], { from: 'user' });
    return { code: Number(process.exitCode ?? 0), ...caught };
  } catch (error) {
    return { code: (error as { exitCode?: number }).exitCode === 0 ? 0 : 2, ...caught };
  } finally {
    [process.stdout.write, process.stderr.write] = [out, err];
    process.exitCode = undefined;
    if (LC_ALL === undefined) delete process.env.LC_ALL;
    else process.env.LC_ALL = LC_ALL;
  }
}

const catching = (take: (text: string) => void): typeof process.stdout.write =>
  ((text: string | Uint8Array) => {
    take(String(text));
    return true;
  }) as typeof process.stdout.write;
