import { type Topic, TopicSchema } from './topics.ts';

/** The sort of letter that a mail is: the campaign's rule, and what it is about. Nothing of the person. */
export interface LetterSort {
  rule: string;
  topic: Topic;
}

/** Who opened an unsubscribe link, and from which sort of letter; links of old mails do not tell the sort. */
export interface Unsubscriber extends Partial<LetterSort> {
  /** HMAC of the address. */
  mailbox: string;
}

/** How much a person leaves: everything, all that is about one topic, or one campaign. */
export type Scope = 'all' | `topic:${Topic}` | `rule:${string}`;

export const topicScope = (topic: Topic): Scope => `topic:${topic}`;
export const ruleScope = (rule: string): Scope => `rule:${rule}`;

const RULE = /^rule:([a-z][a-zA-Z0-9_-]{0,63})$/;

/** What can be left from a letter, the least first. */
export const offeredScopes = ({ rule, topic }: Unsubscriber): Scope[] => [
  ...(rule === undefined ? [] : [ruleScope(rule)]),
  ...(topic === undefined ? [] : [topicScope(topic)]),
  'all',
];

/** The topic of `topic:<name>`. */
export function topicOf(scope: string): Topic | undefined {
  const [kind, name] = scope.split(':');
  return kind === 'topic' ? TopicSchema.safeParse(name).data : undefined;
}

/** The campaign's rule of `rule:<name>`. */
export const ruleOf = (scope: string): string | undefined => RULE.exec(scope)?.[1];

/** `undefined`: no scope that we know. */
export function readScope(text: string): Scope | undefined {
  const topic = topicOf(text);
  const rule = ruleOf(text);
  if (text === 'all') return text;
  if (topic !== undefined) return topicScope(topic);
  return rule === undefined ? undefined : ruleScope(rule);
}

/** What a person has left, everything first, then in order of time. */
export function leftScopes(mailbox: {
  unsubscribedAt?: string | undefined;
  left?: Record<string, string> | undefined;
}): { scope: Scope; at: string }[] {
  const parts = Object.entries(mailbox.left ?? {}).flatMap(([text, at]) => {
    const scope = readScope(text);
    return scope === undefined ? [] : [{ scope, at }];
  });
  const everything = mailbox.unsubscribedAt === undefined ? [] : [mailbox.unsubscribedAt];
  return [
    ...everything.map((at) => ({ scope: 'all' as const, at })),
    ...parts.sort((a, b) => (a.at + a.scope < b.at + b.scope ? -1 : 1)),
  ];
}
