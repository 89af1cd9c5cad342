import { both } from '../bilingual.ts';
import type { Mark } from './markup.ts';

/** Gmail cuts off what is longer than 102 kB. */
export const MOST_BYTES = 100_000;

/** What may be wrong with an uploaded template, and how to mend it. */
export const TEMPLATE_FAULTS = {
  name: both(
    'a template is uploaded as templates/<name>.zh-CN.liquid or templates/<name>.en.liquid, without sub-folders; the name begins with a small letter and has letters, digits, - and _ only',
    '模板请上传为 templates/<名称>.zh-CN.liquid 或 templates/<名称>.en.liquid，不要放在子文件夹中；名称以小写英文字母开头，只含英文字母、数字、- 和 _',
  ),
  encoding: both('the file is not UTF-8 text; save it as UTF-8', '文件不是 UTF-8 编码，请另存为 UTF-8'),
  large: both(
    `the file is longer than ${MOST_BYTES / 1000} kB; shorten it`,
    `文件超过 ${MOST_BYTES / 1000} kB；请精简`,
  ),
  parts: both(
    'a template has three parts, a head, the HTML and the plain text, with a line of --- after the first and the second',
    '模板由文件头、HTML 和纯文本三部分组成，前两部分之后各有一行 ---',
  ),
  head: both(
    'a line of the head has the form “key: value” on one line, e.g. subject: Good news',
    '文件头的每一行都应是“键: 值”的形式，且不可换行，例如 subject: 好消息',
  ),
  html: both('the HTML part is empty', 'HTML 部分为空'),
  text: both(
    'the plain-text part is empty; write the letter once more without HTML',
    '纯文本部分为空；请把正文不带 HTML 再写一遍',
  ),
  script: both('no link of a mail runs a program; take it out', '邮件中的链接不得运行脚本，请删去'),
  scheme: both(
    'a link begins with https:// or mailto:, or is one of {{ links.… }}',
    '链接须以 https:// 或 mailto: 开头，或使用 {{ links.… }}',
  ),
  blankSubject: both(
    'the subject is empty for some customers; give it words that always stand there',
    '对部分客户主题会为空；请写一些始终出现的文字',
  ),
  clipped: both(
    `the finished HTML is longer than ${MOST_BYTES / 1000} kB, and Gmail would cut it off with the unsubscribe link; shorten it`,
    `生成的 HTML 超过 ${MOST_BYTES / 1000} kB，Gmail 会截断邮件并丢失退订链接；请精简`,
  ),
  unsubscribe: both(
    'no link leads to {{ unsubscribeUrl }} for every customer; with layout: own write <a href="{{ unsubscribeUrl }}">Unsubscribe</a> into the HTML',
    '并非每位客户都能看到指向 {{ unsubscribeUrl }} 的链接；使用 layout: own 时请在 HTML 中写上 <a href="{{ unsubscribeUrl }}">退订</a>',
  ),
  unsubscribeText: both(
    'the plain text lacks {{ unsubscribeUrl }}; write it at its end',
    '纯文本中缺少 {{ unsubscribeUrl }}；请写在末尾',
  ),
  address: both(
    'the shop’s postal address is missing; write {{ postalAddress }} at the foot',
    '缺少商家邮寄地址；请在页脚写上 {{ postalAddress }}',
  ),
} as const;

export const bannedTag = (name: string) =>
  both(`a mail may have no <${name}>; take it out`, `邮件中不得使用 <${name}>，请删去`);

export const bannedHandler = (name: string) =>
  both(`a mail may have no ${name}; take it out`, `邮件中不得使用 ${name}，请删去`);

export const strangeHost = (host: string) =>
  both(
    `the link leads to ${host}, which is no page of the shop; mend it, or add the host to mail.linkHosts in the policy`,
    `链接指向 ${host}，不是本店的页面；请修改，或把它加入策略的 mail.linkHosts`,
  );

export const noVariable = (name: string, near: { en: string; 'zh-CN': string }) =>
  both(`there is no value {{ ${name} }}${near.en}`, `没有名为 {{ ${name} }} 的内容${near['zh-CN']}`);

export const reassigned = (name: string) =>
  both(
    `${name} is a value of ours; give what you assign another name`,
    `${name} 是系统内容；请为赋值的变量换一个名称`,
  );

/** Of what the template is taken with, but does not ask for. */
export const mayBeMissing = (name: string) =>
  both(
    `{{ ${name} }} may be missing, and then nothing stands in its place; put the words around it between {% if ${name} %} and {% endif %}, or write {{ ${name} | default: "…" }}`,
    `{{ ${name} }} 可能没有内容，届时此处为空白；请用 {% if ${name} %} 和 {% endif %} 包住相关文字，或写成 {{ ${name} | default: "…" }}`,
  );

/** `cause` as the reader of Liquid says it, English. */
export const notLiquid = (cause: string) =>
  both(`this is no Liquid that we read: ${cause}`, `Liquid 语法无法解析：${cause}`);

export const markWords = (mark: Exclude<Mark, { kind: 'link' }>) =>
  mark.kind === 'script'
    ? TEMPLATE_FAULTS.script
    : mark.kind === 'tag'
      ? bannedTag(mark.name)
      : bannedHandler(mark.name);
