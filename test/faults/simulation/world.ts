import type { Table } from '../../../shared/adapters/table.ts';
import { type OnWrite, type TableModel, tableModel } from '../../support/dynamo/table.ts';
import { type Accepted, accountOf, type HttpRequest, sidOf } from './account.ts';
import { Process, type Weather } from './process.ts';
import { type Random, randomOf } from './random.ts';
import { schedulerOf } from './scheduler.ts';

/** Noon in Shanghai, far from every quiet hour. */
const START = Date.parse('2026-10-01T04:00:00Z');

export interface Watch {
  onLedger: OnWrite;
  onMailbox: OnWrite;
  onRun: OnWrite;
  onAccepted(mail: Accepted): void;
}

/** Who asked for the write that is just taking effect, and when. */
export interface Asked {
  by: Process;
  at: number;
}

export type World = ReturnType<typeof openWorld>;

/** One seed's world: its time, its chance, three tables and SES. Everything in it can go wrong by the same chance. */
export function openWorld(seed: number, watch: Watch) {
  const random = randomOf(seed);
  const scheduler = schedulerOf(random, START);
  const weather = weatherOf(random);
  const history: string[] = [];
  const say = (who: string, what: string): void => {
    history.push(`${((scheduler.now() - START) / 1000).toFixed(3).padStart(10)} s  ${who}: ${what}`);
  };
  const ledger = tableModel('ledger', ['sid'], watch.onLedger);
  const mailboxes = tableModel('mailboxes', ['mailbox'], watch.onMailbox);
  const runs = tableModel('runs', ['pk', 'sk'], watch.onRun);
  const account = accountOf(
    random,
    () => weather.ses,
    (mail) => {
      say('SES', `takes ${mail.sid}`);
      watch.onAccepted(mail);
    },
  );
  let processes = 0;
  let asked: Asked | undefined;

  function process(name: string): Process {
    processes += 1;
    return new Process(`${name}-${processes}`, scheduler, random, weather, say);
  }

  /** A table as one process reaches it. */
  function tableOf(by: Process, model: TableModel): Table {
    const ask = <T>(what: string, effect: () => T): Promise<T> => {
      const at = scheduler.now();
      return by.call(`${model.name} ${what}`, () => {
        asked = { by, at };
        return effect();
      });
    };
    return {
      name: model.name,
      identity: () => ask('identity', () => model.name),
      get: (key) => ask('get', () => model.get(key)),
      getMany: (keys) => ask('getMany', () => model.getMany(keys)),
      query: (pk) => ask('query', () => model.query(pk)),
      put: (item, condition) => ask('put', () => model.put(item, condition)),
      remove: (key, condition) => ask('remove', () => model.remove(key, condition)),
      update: (key, change, condition) => ask('update', () => model.update(key, change, condition)),
    };
  }

  /** Who is just asking SES for which mail, by sid. */
  const asking = new Map<string, Process>();

  /** What the SDK's client sends its requests through; making a client for each process takes longer than all else. */
  const requestHandler = {
    handle(request: HttpRequest) {
      const by = asking.get(sidOf(request));
      if (!by) throw new Error('a request that nobody sent');
      return by.exchange(() => account.reply(request));
    },
    destroy: () => undefined,
    updateHttpClientConfig: () => undefined,
    httpHandlerConfigs: () => ({}),
  };

  return {
    ...{ random, scheduler, weather, history, say, ledger, mailboxes, runs, account },
    ...{ process, tableOf, asking, requestHandler },
    asked: () => asked,
    /** From here on nothing goes wrong any more. */
    clearUp(): void {
      for (const fault of Object.keys(weather) as (keyof Weather)[]) weather[fault] = 0;
    },
  };
}

/** From a fine day to one on which everything breaks. */
function weatherOf(random: Random): Weather {
  const bad = random.pick([0, 0.2, 1, 1, 3]);
  return {
    failsBefore: 0.005 * bad,
    askedTwice: 0.02 * bad,
    failsAfter: 0.005 * bad,
    slow: 0.02 * bad,
    dies: 0.012 * bad,
    freezes: 0.0005 * bad,
    ses: Math.min(0.5, 0.12 * bad),
    lost: Math.min(0.5, 0.1 * bad),
  };
}
