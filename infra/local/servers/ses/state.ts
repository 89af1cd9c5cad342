import { Faults } from './faults.ts';
import { type OnEvent, type OnMessage, Publisher } from './publisher.ts';
import { Quota } from './quota.ts';
import { changed, DEFAULT_SETTINGS, type SesChange, type SesSettings } from './settings.ts';
import { MailStore } from './store.ts';

export interface SesStateOptions {
  dir: string;
  clock: () => Date;
  onEvent: OnEvent;
  onMessage?: OnMessage;
  settings?: SesChange;
}

/** The account that the server plays. */
export interface SesState {
  settings: SesSettings;
  clock: () => Date;
  store: MailStore;
  quota: Quota;
  faults: Faults;
  publisher: Publisher;
  /** Requests that arrived, by action. */
  requests: Map<string, number>;
}

export function openState(options: SesStateOptions): SesState {
  const store = new MailStore(options.dir);
  const history = store
    .all()
    .map((mail) => ({ at: Date.parse(mail.at), recipients: mail.destinations.length }));
  const state: SesState = {
    settings: changed(DEFAULT_SETTINGS, options.settings ?? {}),
    clock: options.clock,
    store,
    quota: new Quota(options.clock, history),
    faults: new Faults(),
    publisher: new Publisher({ ...options, settings: () => state.settings }),
    requests: new Map(),
  };
  return state;
}
