import { openCampaigns } from '../../../shared/adapters/campaign-store.ts';
import { openMailboxes } from '../../../shared/adapters/mailboxes.ts';
import { openModel } from '../../support/dynamo/table.ts';
import type { Accepted } from './account.ts';
import { busOf } from './bus.ts';
import { checksOf } from './checks.ts';
import { machineOf } from './execution.ts';
import { lettingGoOf } from './letting-go.ts';
import { plannedIn, type SimulatedRun, simulatedRuns } from './mails.ts';
import { peopleOf } from './people.ts';
import { play } from './plot.ts';
import { roomOf } from './room.ts';
import type { Sabotage } from './sabotage.ts';
import { stopsOf } from './stops.ts';
import { type Truth, truthOf } from './truth.ts';
import { openWorld, type World } from './world.ts';

export interface Life {
  seed: number;
  /** What must never be and was: the oracle and the case. */
  broken: string[];
  history: string[];
  accepted: number;
  requests: number;
  /** By ledger state. */
  rows: Record<string, number>;
}

/**
 * One seed from the first mail to the last event: two runs at the same time, some executions doubled, people who act,
 * everything that can go wrong; then the weather clears, everything is brought to its end, and the books are checked.
 */
export async function live(seed: number, sabotage?: Sabotage): Promise<Life> {
  const runs = simulatedRuns(seed);
  const truth = truthOf(plannedIn(runs));
  const { world, room, bus } = openStage(seed, truth, runs, sabotage);
  const campaigns = openCampaigns(openModel(world.runs));
  const mails = runs.flatMap(({ parts }) => parts.flat());
  const people = peopleOf(world, mails, openMailboxes(openModel(world.mailboxes)), campaigns);
  const machine = machineOf(world, room.send);
  const checks = checksOf(world, truth, room, runs, machine);
  await room.warmUp();
  const story = async () => {
    await play({ world, runs, machine, people, campaigns });
    await checks.atTheEnd(bus);
  };
  await world.scheduler.run(story()).catch((cause) => {
    throw new Error(`seed ${seed}`, { cause });
  });
  return lifeOf(seed, truth, world);
}

/** The world with the steps in it, and the truth that watches every write and every mail. */
function openStage(
  seed: number,
  truth: Truth,
  runs: readonly SimulatedRun[],
  sabotage: Sabotage | undefined,
) {
  const stops = stopsOf(truth);
  const lettingGo = lettingGoOf(truth, plannedIn(runs));
  let publish: (mail: Accepted) => void = () => undefined;
  const world: World = openWorld(seed, {
    onLedger(before, after) {
      truth.onLedger(before, after);
      stops.onLedger(before, after, world.asked());
      lettingGo.onLedger(before, after, world.scheduler.now());
    },
    onMailbox: truth.onMailbox,
    onRun(_, after) {
      stops.onRun(after, world.scheduler.now());
      lettingGo.onRun(after, world.scheduler.now());
    },
    onAccepted(mail) {
      truth.onAccepted(mail);
      lettingGo.onAccepted(mail);
      publish(mail);
    },
  });
  Object.assign(world.weather, sabotage?.weather);
  const room = roomOf(world, runs, sabotage);
  const bus = busOf(world.random, world.scheduler, () => world.weather.lost, room.feedback);
  publish = bus.publish;
  return { world, room, bus };
}

function lifeOf(seed: number, truth: Truth, { history, account }: World): Life {
  const rows: Record<string, number> = {};
  for (const { state } of truth.rows.values()) rows[state] = (rows[state] ?? 0) + 1;
  const { broken } = truth;
  return { seed, broken, history, rows, accepted: account.accepted.length, requests: account.requests() };
}
