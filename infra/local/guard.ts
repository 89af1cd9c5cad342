import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { both } from '../../shared/domain/bilingual.ts';
import { Refusal } from '../../shared/domain/refusal.ts';

/** What a running local cloud says of itself in its state folder, so that commands find it. */
const PresenceSchema = z.object({
  pid: z.int(),
  /** Missing while it starts. */
  environment: z.record(z.string(), z.string()).optional(),
  urls: z.record(z.string(), z.string()).optional(),
});
export type Presence = z.infer<typeof PresenceSchema>;

const PRESENCE = 'cloud.json';

/** What the local cloud of this folder said last, if there ever was one. */
export function lastPresence(dir: string): Presence | undefined {
  try {
    return PresenceSchema.safeParse(JSON.parse(readFileSync(join(dir, PRESENCE), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

/** The local cloud that runs on this folder now: its SDK settings and addresses, for commands of another process. */
export async function runningCloud(dir: string): Promise<Presence | undefined> {
  const presence = lastPresence(dir);
  return presence && (await isAlive(presence)) ? presence : undefined;
}

/** Takes the folder for this process; the returned functions tell what runs here, and give the folder back. */
export async function occupy(dir: string) {
  mkdirSync(dir, { recursive: true });
  const lock = join(dir, 'cloud.lock');
  await takeLock(lock, dir);
  const tell = (more: Omit<Presence, 'pid'>) => {
    const path = join(dir, PRESENCE);
    writeFileSync(`${path}.new`, JSON.stringify({ pid: process.pid, ...more }, null, 2), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  tell({});
  return { tell, leave: () => rmSync(lock, { force: true }) };
}

/** Of two that start at the same time one makes the file, and the other finds it. */
async function takeLock(lock: string, dir: string): Promise<void> {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
  } catch {
    const pid = Number(readFileSync(lock, 'utf8'));
    const presence = lastPresence(dir);
    const told = presence?.pid === pid;
    const alive = told ? await isAlive(presence) : isProcess(pid) && pid !== process.pid;
    if (alive) throw occupied(dir, pid);
    writeFileSync(lock, String(process.pid));
  }
}

/** A process id alone may belong to another program by now; that one does not answer as Step Functions. */
async function isAlive({ pid, urls }: Presence): Promise<boolean> {
  if (!isProcess(pid)) return false;
  if (!urls?.states) return pid !== process.pid;
  const answer = await fetch(urls.states, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
  return answer !== undefined;
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

const occupied = (dir: string, pid: number): Refusal =>
  new Refusal(
    'L_STATE_IN_USE',
    both(
      `A local cloud already runs on the state folder ${dir} (process ${pid}).`,
      `另一个本机系统正在使用状态目录 ${dir}（进程 ${pid}）。`,
    ),
    both('End it first, or choose another folder with --state.', '请先结束它，或用 --state 指定另一个目录。'),
  );
