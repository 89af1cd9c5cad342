import type { SendDependencies } from '../../../lambdas/send/dependencies.ts';
import type { Table } from '../../../shared/adapters/table.ts';
import type { Weather } from './process.ts';

/** Something taken out of the protocol, to see that the oracles notice. */
export interface Sabotage {
  ledger?: (table: Table) => Table;
  send?: (dependencies: SendDependencies) => SendDependencies;
  /** Of every seed, where what it takes to notice is rare otherwise. */
  weather?: Partial<Weather>;
}

const DAY_MS = 86_400_000;
const aDayLater = ({ releasedAt }: { releasedAt?: string | undefined }) =>
  releasedAt === undefined ? {} : { releasedAt: new Date(Date.parse(releasedAt) + DAY_MS).toISOString() };

/** By what is broken: the oracle that must cry, and how it is broken. */
export const SABOTAGES: Record<string, { oracle: string; sabotage: Sabotage }> = {
  'a row is written whatever stands there': {
    oracle: 'O1',
    sabotage: { ledger: (table) => ({ ...table, put: (item) => table.put(item) }) },
  },
  'an unknown is tried again by itself': {
    oracle: 'O1',
    sabotage: {
      send: (deps) => ({
        ...deps,
        ses: {
          async sendRaw(mail) {
            const verdict = await deps.ses.sendRaw(mail);
            if (verdict.kind !== 'unknown') return verdict;
            return { kind: 'retry', code: 'again', cause: 'unreached', waitSeconds: 1 };
          },
        },
      }),
    },
  },
  'an unknown counts as sent': {
    oracle: 'O2',
    sabotage: {
      send: (deps) => ({
        ...deps,
        ses: {
          async sendRaw(mail) {
            const verdict = await deps.ses.sendRaw(mail);
            return verdict.kind === 'unknown' ? { kind: 'sent', messageId: 'guessed' } : verdict;
          },
        },
      }),
    },
  },
  'the janitor sets free what it finds': {
    oracle: 'O3',
    sabotage: {
      send: (deps) => ({
        ...deps,
        ledger: { ...deps.ledger, abandon: (row) => deps.ledger.settle(row, { state: 'claimed' }) },
      }),
    },
  },
  'the gate asks nobody': {
    oracle: 'O5',
    sabotage: {
      send: (deps) => ({
        ...deps,
        mailboxes: {
          ...deps.mailboxes,
          find: async (mailbox) => ({ mailbox }),
          findMany: async () => new Map(),
          remember: async () => true,
        },
      }),
    },
  },
  'the gate goes by what it knew before': {
    oracle: 'O5',
    sabotage: {
      send: (deps) => ({ ...deps, mailboxes: { ...deps.mailboxes, remember: async () => true } }),
    },
  },
  'the gate remembers nothing': {
    oracle: 'cap',
    sabotage: {
      send: (deps) => ({
        ...deps,
        mailboxes: { ...deps.mailboxes, remember: (read) => deps.mailboxes.remember(read, {}) },
      }),
    },
  },
  'an unknown is let go on the day it began': {
    oracle: 'release',
    sabotage: {
      send: (deps) => ({
        ...deps,
        campaigns: {
          ...deps.campaigns,
          async find(ids) {
            const states = await deps.campaigns.find(ids);
            return new Map([...states].map(([id, state]) => [id, { ...state, ...aDayLater(state) }]));
          },
        },
      }),
    },
  },
  'nobody hears what SES told of a mail that was let go': {
    oracle: 'release',
    sabotage: {
      weather: { ses: 0.5, lost: 0.2 },
      send: (deps) => ({
        ...deps,
        ledger: {
          ...deps.ledger,
          async find(sids) {
            const rows = await deps.ledger.find(sids);
            return new Map([...rows].map(([sid, row]) => [sid, { ...row, facts: {} }]));
          },
        },
      }),
    },
  },
  'the ledger holds a token': {
    oracle: 'O9',
    sabotage: {
      send: (deps) => ({
        ...deps,
        ledger: {
          ...deps.ledger,
          settle: (row, settlement) => {
            const reason = deps.keys.token(row.mailbox, { rule: 'up', topic: 'tier' });
            return deps.ledger.settle(row, { ...settlement, reason });
          },
        },
      }),
    },
  },
  'nobody hears of a pause': {
    oracle: 'F42',
    sabotage: {
      send: (deps) => ({ ...deps, campaigns: { ...deps.campaigns, find: async () => new Map() } }),
    },
  },
};
