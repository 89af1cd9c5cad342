import type { openCampaigns } from '../../../shared/adapters/campaign-store.ts';
import { EVERY } from '../../../shared/contract/campaigns.ts';
import type { Machine } from './execution.ts';
import { CAMPAIGNS, type SimulatedRun } from './mails.ts';
import type { People } from './people.ts';
import type { World } from './world.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Everybody who has a part. */
export interface Cast {
  world: World;
  runs: readonly SimulatedRun[];
  machine: Machine;
  people: People;
  campaigns: ReturnType<typeof openCampaigns>;
}

/** From the first mail in the storm to the calm in which everything has come to its end. */
export async function play(cast: Cast): Promise<void> {
  const { world, runs, campaigns } = cast;
  for (const { campaignId, rule } of CAMPAIGNS)
    for (const { runId } of runs) await campaigns.register(campaignId, rule, runId);
  const storm = { ...world.weather };
  await mailing(cast);
  if (world.random.chance(0.5)) await releaseEarly(cast);
  world.clearUp();
  await drain(cast);
  if (world.random.chance(0.3)) await release(cast, storm);
}

/** Both runs at the same time, one of them perhaps by two executions, and people who come between. */
async function mailing({ world, runs, machine, people }: Cast): Promise<void> {
  const { random, scheduler } = world;
  const doubled = random.chance(0.5) ? runs.slice(0, 1) : [];
  const executions = [...runs, ...doubled].map(async (run) => {
    await scheduler.wait(random.between(0, 30_000));
    await machine.execution(run);
  });
  await Promise.all([...executions, people.actAll()]);
}

/**
 * In the storm, while mails go out: some unknowns are older than a day by then and get their new attempt, younger ones are
 * held back. A pause of everything may come between, in which SES tells of some.
 */
async function releaseEarly(cast: Cast): Promise<void> {
  const { world, runs, machine, people } = cast;
  const { scheduler, random } = world;
  await scheduler.wait(random.between(20, 30) * HOUR);
  await people.resumeAll();
  const isPaused = random.chance(0.7);
  await Promise.all([...runs.map((run) => machine.execution(run)), command(cast, isPaused)]);
  for (const run of runs) await machine.execution(run);
  if (!isPaused) return;
  await scheduler.wait(random.between(0, 30) * HOUR);
  await people.resumeAll();
  for (const run of runs) await machine.execution(run);
}

async function command(cast: Cast, isPaused: boolean): Promise<void> {
  const { scheduler, random } = cast.world;
  await scheduler.wait(random.between(0, 30_000));
  if (isPaused) await cast.campaigns.pause(EVERY, 'person', new Date(scheduler.now()).toISOString());
  await letGo(cast);
}

async function letGo({ world, campaigns }: Cast): Promise<void> {
  const at = new Date(world.scheduler.now()).toISOString();
  for (const { campaignId } of CAMPAIGNS)
    if (await campaigns.release(campaignId, at)) world.say('somebody', `releases ${campaignId}`);
}

/** As an operator would: wait for what SES has to tell, resume, start again. */
async function drain({ world, runs, machine, people }: Cast): Promise<void> {
  for (let days = 0; days < 3; days += 1) {
    await world.scheduler.wait(DAY);
    await people.resumeAll();
    for (const run of runs) await machine.execution(run);
  }
}

/** The unknown mails of every campaign get their one new attempt, in the same weather. */
async function release(cast: Cast, storm: World['weather']): Promise<void> {
  const { world, runs, machine } = cast;
  Object.assign(world.weather, storm);
  await letGo(cast);
  await Promise.all(runs.map((run) => machine.execution(run)));
  world.clearUp();
  await drain(cast);
}
