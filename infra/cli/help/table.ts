import { type Bilingual, both } from '../../../shared/domain/bilingual.ts';
import type { HelpTable } from './command-help.ts';
import { DECIDE } from './decide.ts';
import { MAIL } from './mail.ts';
import { PEOPLE } from './people.ts';
import { SEE } from './see.ts';
import { SET_UP } from './set-up.ts';

/** Commands by what somebody wants, in the order of the list of commands. */
export const GROUPS: readonly (readonly [heading: Bilingual, commands: HelpTable])[] = [
  [both('See:', '查看：'), SEE],
  [both('Decide:', '决定：'), DECIDE],
  [both('People:', '客户：'), PEOPLE],
  [both('Mail:', '邮件：'), MAIL],
  [both('Set up and feed:', '准备与上传：'), SET_UP],
];

export const HELP: HelpTable = Object.assign({}, ...GROUPS.map(([, commands]) => commands));

export const PROGRAM: Bilingual = both(
  'Grades a shop’s customers by what they really buy, and lets each tier hear from the shop in its own way.',
  '根据客户真实的购买行为为店铺客户评级，让每个等级收到合适的邮件。',
);

/** What people ask most, with the command that answers it. */
export const QUESTIONS: readonly (readonly [question: Bilingual, words: string])[] = [
  [both('Why is a customer in his tier?', '这位客户为什么在这个等级？'), 'explain C00003'],
  [both('What would the next run do?', '下一次运行会做什么？'), 'simulate'],
  [both('How do I stop the mails?', '怎样马上停止发信？'), 'campaign pause all'],
];

/** Options that nearly every command has. */
export const COMMON_OPTIONS: Readonly<Record<string, Bilingual>> = {
  '--json': both(
    'one JSON object on standard output, nothing else there; call it with `npm run -s tierwise --`, for npm itself prints lines',
    '标准输出只有一个 JSON 对象；请用 `npm run -s tierwise --` 调用，否则 npm 会先输出几行',
  ),
  '--state': both(
    'the local cloud to use, when several are up',
    '有多个本机系统在运行时，指定其中一个的目录',
  ),
  '--help': both('say what a command does, with examples', '显示说明和示例'),
};

/** Headings of help. */
export const HEADINGS = {
  questions: both('Asked every day:', '最常用：'),
  examples: both('Examples:', '示例：'),
  codes: both('Exit codes:', '退出码：'),
  done: both('done', '已完成'),
  failed: both('refused or failed', '被拒绝或失败'),
  wrong: both('wrong words', '命令写错'),
  more: both(
    'What a command does, with examples: npm run tierwise -- help COMMAND',
    '查看某个命令的说明和示例：npm run tierwise -- help 命令',
  ),
} as const;
