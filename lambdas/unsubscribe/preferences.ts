import type { Mailbox } from '../../shared/contract/mailbox.ts';
import type { Bilingual, Language } from '../../shared/domain/bilingual.ts';
import {
  leftScopes,
  offeredScopes,
  ruleOf,
  ruleScope,
  type Scope,
  topicOf,
  topicScope,
  type Unsubscriber,
} from '../../shared/domain/mail/scopes.ts';
import { TOPIC_NAMES } from '../../shared/domain/mail/topics.ts';
import type { PageContent } from '../../shared/web/page.ts';
import { choiceOf, type Wish } from './wish.ts';
import * as words from './words.ts';

type HasLeft = (scope: Scope) => boolean;

/** Everything that a person can choose, and what he has chosen; `done`: what he has just asked for. */
export function preferences(mailbox: Mailbox, who: Unsubscriber, done?: Wish): PageContent {
  const left = leftScopes(mailbox);
  const hasLeft = (scope: Scope) => left.some((each) => each.scope === scope);
  const offered = leavable(who, hasLeft);
  const blocked = mailbox.suppressed !== undefined || mailbox.erasedAt !== undefined;
  return {
    ...headOf(hasLeft, who, done),
    more: (language) =>
      [
        blocked ? `<p>${words.BLOCKED[language]}</p>` : '',
        leaveForm(offered, language),
        leftList(left, who, language),
      ].join('\n'),
  };
}

/** Who has left a topic need not leave one sort of its letters too. */
function leavable(who: Unsubscriber, hasLeft: HasLeft): Scope[] {
  if (hasLeft('all')) return [];
  if (who.topic !== undefined && hasLeft(topicScope(who.topic))) return ['all'];
  return offeredScopes(who).filter((scope) => !hasLeft(scope));
}

function headOf(hasLeft: HasLeft, who: Unsubscriber, done?: Wish): Pick<PageContent, 'title' | 'texts'> {
  if (done !== undefined) {
    const { title, text } = words.DONE[done.does];
    const said = [text(nameOf(done.scope, who)), words.ON_ITS_WAY[done.does]];
    return { title, texts: isStillStopped(done, who, hasLeft) ? [...said, words.WIDER] : said };
  }
  return hasLeft('all')
    ? { title: words.NOTHING_LEFT, texts: [words.UNTOUCHED] }
    : { title: words.ASK, texts: [words.ABOUT, words.UNTOUCHED] };
}

/** Who comes back to a part may still have left what holds it. */
function isStillStopped({ does, scope }: Wish, { rule, topic }: Unsubscriber, hasLeft: HasLeft): boolean {
  if (does === 'leave') return false;
  const isThisSort = rule !== undefined && scope === ruleScope(rule);
  return hasLeft('all') || (isThisSort && topic !== undefined && hasLeft(topicScope(topic)));
}

/** What a scope is called to the person. Of another sort of letter only the shop's name is known, and not said where a visitor may have sent it. */
function nameOf(scope: Scope, who: Unsubscriber): Bilingual {
  const topic = topicOf(scope);
  if (scope === 'all') return words.ALL;
  if (topic !== undefined) return TOPIC_NAMES[topic];
  const rule = ruleOf(scope);
  return rule === who.rule ? words.THIS_SORT : words.OTHER_SORT;
}

/** What the mailbox itself says was left. */
function leftName(scope: Scope, who: Unsubscriber): Bilingual {
  const rule = ruleOf(scope);
  return rule === undefined || rule === who.rule ? nameOf(scope, who) : words.sortOf(rule);
}

const button = (wish: Wish, text: string, attributes = ''): string =>
  `<button name="choice" value="${choiceOf(wish)}"${attributes}>${text}</button>`;

function leaveForm(offered: readonly Scope[], language: Language): string {
  const buttons = offered.map((scope) => {
    const topic = topicOf(scope);
    const text =
      scope === 'all' ? words.LEAVE_ALL : topic ? words.leaveTopic(TOPIC_NAMES[topic]) : words.LEAVE_SORT;
    return button({ does: 'leave', scope }, text[language], scope === 'all' ? ' class="main"' : '');
  });
  return buttons.length === 0 ? '' : `<form method="post">${buttons.join('\n')}</form>`;
}

function leftList(left: ReturnType<typeof leftScopes>, who: Unsubscriber, language: Language): string {
  const items = left.map(({ scope, at }) => {
    const name = leftName(scope, who)[language];
    const since = words.since(at.slice(0, 10))[language];
    const text = words.COME_BACK[language];
    const back = button({ does: 'comeBack', scope }, text, ` aria-label="${text} ${name}"`);
    return `<li><span>${name}<small>${since}</small></span>${back}</li>`;
  });
  if (items.length === 0) return '';
  return `<form method="post"><h2>${words.LEFT[language]}</h2><ul>${items.join('\n')}</ul></form>`;
}
