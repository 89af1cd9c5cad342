import type { Language } from '../../../shared/domain/bilingual.ts';

/** Commander’s own titles, as it writes them. */
const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
};

/** A title in the reader’s language; one that is not commander’s stays. */
export const titleIn = (title: string, language: Language): string =>
  language === 'en' ? title : (TITLES[title] ?? title);

/** The parts of a usage line that are commander’s. */
export const usageIn = (usage: string, language: Language): string =>
  language === 'en' ? usage : usage.replace('[options]', '[选项]').replace('[command]', '[命令]');

/** What commander adds to the description of an option. */
const NOTES: readonly (readonly [note: RegExp, chinese: string])[] = [
  [/ ?\(choices: (.*?)(?:, default: (.*))?\)$/, '（可选：$1）'],
  [/ ?\(default: (.*)\)$/, '（默认：$1）'],
];

export const notesIn = (text: string, language: Language): string =>
  language === 'en' ? text : NOTES.reduce((all, [note, chinese]) => all.replace(note, chinese), text);

/** What commander says of wrong words. */
const ERRORS: readonly (readonly [error: RegExp, chinese: string])[] = [
  [/^error: unknown option '(.*?)'/m, '错误：没有选项“$1”。'],
  [/^error: unknown command '(.*?)'/m, '错误：没有命令“$1”。'],
  [/^error: missing required argument '(.*?)'/m, '错误：缺少参数“$1”。'],
  [/^error: option '(.*?)' argument missing/m, '错误：选项“$1”后面缺少内容。'],
  [/^error: required option '(.*?)' not specified/m, '错误：必须填写选项“$1”。'],
  [/^error: option '(.*?)' cannot be used with option '(.*?)'/m, '错误：选项“$1”不能与“$2”同时使用。'],
  [
    /^error: too many arguments(?: for '(.*?)')?\. Expected (\d+) arguments? but got (\d+)\./m,
    '错误：参数太多，应为 $2 个，却有 $3 个。',
  ],
  [
    /^error: option '(.*?)' argument '(.*?)' is invalid\. Allowed choices are (.*)\./m,
    '错误：选项“$1”不能填“$2”，只能是 $3。',
  ],
  [/^error: option '(.*?)' argument '(.*?)' is invalid\./m, '错误：选项“$1”不能填“$2”。'],
  [/^error: /m, '错误：'],
  [/\(Did you mean one of (.*?)\?\)/m, '（您是不是要找 $1 中的一个？）'],
  [/\(Did you mean (.*?)\?\)/m, '（您是不是要找 $1？）'],
];

export const errorIn = (text: string, language: Language): string =>
  language === 'en' ? text : ERRORS.reduce((all, [error, chinese]) => all.replace(error, chinese), text);
