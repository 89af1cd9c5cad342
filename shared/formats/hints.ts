import type { ProblemRow } from './problems.ts';

/** What is worth knowing of a file that was taken in; `M_`: this mailbox is not written to. */
export const HINTS: readonly ProblemRow[] = [
  [
    'W_BOM',
    'An invisible mark in the header was dropped.',
    '已忽略表头中的不可见标记。',
    'Nothing to do.',
    '无需处理。',
  ],
  [
    'W_ENCODING_GUESSED',
    'The file was read as GB18030.',
    '文件按 GB18030 编码读取。',
    'Check a few names in the report.',
    '请抽查几个姓名是否正确。',
  ],
  [
    'W_NON_CJK_LETTERS',
    'Odd letters were found and no Chinese ones; the encoding may be wrong.',
    '发现异常字母而没有汉字，编码可能有误。',
    'Save the file as CSV UTF-8 if names look wrong.',
    '如姓名显示异常，请另存为 CSV UTF-8 格式。',
  ],
  [
    'W_TZ_ASSUMED',
    'Times without a zone are taken in the time zone of the policy.',
    '没有时区的时间按策略时区处理。',
    'Nothing to do if that is right.',
    '若无误则无需处理。',
  ],
  [
    'W_FULLWIDTH',
    'Full-width characters were read as narrow ones.',
    '全角字符已按半角读取。',
    'Nothing to do.',
    '无需处理。',
  ],
  [
    'W_ID_TRIMMED',
    'Spaces or marks round a number were dropped.',
    '已去除编号前后的空格或符号。',
    'Nothing to do.',
    '无需处理。',
  ],
  [
    'W_DUPLICATE_ROW',
    'A row stands in the file more than once.',
    '文件中有重复的行。',
    'Nothing to do; it counts once.',
    '无需处理，只计一次。',
  ],
  [
    'W_ORDER_REPEATED',
    'An order or customer stands in the file with different contents; the newest counts.',
    '同一订单或客户在文件中出现多次且内容不同，以最新一条为准。',
    'Check that the last row is right.',
    '请确认最后一行正确。',
  ],
  [
    'M_EMAIL_INVALID',
    'The e-mail address cannot be written to.',
    '邮箱地址无效。',
    'Correct it if you want to write to this customer.',
    '如需给该客户发信，请更正。',
  ],
  [
    'M_EMAIL_UNSUPPORTED',
    'The e-mail address has letters that the mail service cannot send to.',
    '邮箱地址含有邮件服务不支持的字符。',
    'Ask the customer for another address.',
    '请向客户索取其他邮箱。',
  ],
  [
    'M_EMAIL_PLACEHOLDER',
    'The e-mail address is a placeholder or a relay of a marketplace.',
    '邮箱是占位地址或平台中转地址。',
    'Nothing to do; it is never written to.',
    '无需处理，不会向其发信。',
  ],
];
