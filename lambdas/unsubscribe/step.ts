import type { WebAnswer, WebRequest } from '../../shared/contract/functions.ts';
import type { Mailbox } from '../../shared/contract/mailbox.ts';
import { addressFault } from '../../shared/domain/address.ts';
import { leftScopes, type Scope, type Unsubscriber } from '../../shared/domain/mail/scopes.ts';
import { answer, otherMethod, refuseFor } from '../../shared/web/answer.ts';
import { readVisit, type Visit } from '../../shared/web/visit.ts';
import { preferences } from './preferences.ts';
import { DAMAGED, NOTED, TEST, TOO_MANY } from './simple-pages.ts';
import { type Wish, wishOf } from './wish.ts';

export interface UnsubscribeDependencies {
  /** What a genuine token says. */
  verify(token: string): Unsubscriber | undefined;
  /** HMAC of an address. */
  mailbox(address: string): string;
  mailboxes: {
    find(mailbox: string): Promise<Mailbox>;
    leave(mailbox: string, scope: Scope, at: string): Promise<void>;
    leaveByForm(mailbox: string, at: string): Promise<void>;
    comeBack(mailbox: string, scopes: readonly Scope[]): Promise<void>;
  };
  /** Milliseconds to wait; 0 = go on. */
  rate: {
    damaged(address: string, now: number): number;
    comeBack(mailbox: string, now: number): number;
  };
  /** An address was entered by hand; many of them together are somebody else's doing. */
  entered(): void;
  now(): number;
}

/** What the page answers to. */
const METHODS = ['GET', 'HEAD', 'POST'];

/** The token of test mails, which go to nobody but who sends them. */
const TEST_TOKEN = 'test';

/**
 * Unsubscribing in one click (RFC 8058), and the page on which people choose. Only a POST acts; mail scanners that open
 * the link change nothing. Nothing tells whether anybody knows the mailbox or the address.
 */
export const unsubscribe =
  (deps: UnsubscribeDependencies) =>
  async (request: WebRequest): Promise<WebAnswer> => {
    const visit = readVisit(request);
    if (!METHODS.includes(visit.method)) return otherMethod(METHODS, visit);
    if (visit.token === TEST_TOKEN) return answer(200, TEST, visit);
    const who = deps.verify(visit.token);
    if (who === undefined) return byAddress(deps, visit);
    return visit.method === 'POST' ? act(deps, visit, who) : show(deps, visit, who);
  };

async function show(deps: UnsubscribeDependencies, visit: Visit, who: Unsubscriber, done?: Wish) {
  return answer(200, preferences(await deps.mailboxes.find(who.mailbox), who, done), visit, true);
}

async function act(deps: UnsubscribeDependencies, visit: Visit, who: Unsubscriber): Promise<WebAnswer> {
  const wish = wishOf(visit.form, who);
  const wait = wish.does === 'comeBack' ? deps.rate.comeBack(who.mailbox, deps.now()) : 0;
  if (wait > 0) return refuseFor(wait, TOO_MANY, visit);
  await fulfil(deps, who.mailbox, wish);
  return show(deps, visit, who, wish);
}

/** What is so already, and proved by his own link, costs a reading and no write. */
async function fulfil({ mailboxes, now }: UnsubscribeDependencies, mailbox: string, { does, scope }: Wish) {
  const known = await mailboxes.find(mailbox);
  const hasLeft = leftScopes(known).some((left) => left.scope === scope);
  const isProved = scope !== 'all' || known.unsubscribedBy === undefined;
  if (does === 'leave' && !(hasLeft && isProved))
    await mailboxes.leave(mailbox, scope, new Date(now()).toISOString());
  if (does === 'comeBack' && hasLeft) await mailboxes.comeBack(mailbox, [scope]);
}

/** Without a genuine link an address can only be taken off, and whatever it is, the answer is the same. */
async function byAddress(deps: UnsubscribeDependencies, visit: Visit): Promise<WebAnswer> {
  const wait = deps.rate.damaged(visit.address, deps.now());
  if (wait > 0) return refuseFor(wait, TOO_MANY, visit);
  const address = visit.method === 'POST' ? visit.form.get('address')?.trim() : undefined;
  if (address === undefined) return answer(400, DAMAGED, visit);
  // Always one write, never a reading: the time that it takes tells nothing either.
  if (addressFault(address) === null) {
    deps.entered();
    await deps.mailboxes.leaveByForm(deps.mailbox(address), new Date(deps.now()).toISOString());
  }
  return answer(200, NOTED, visit);
}
