import { type Bilingual, both } from '../domain/bilingual.ts';

export interface ProblemText {
  what: Bilingual;
  remedy: Bilingual;
}

type Row = [code: string, what: string, was: string, remedy: string, how: string];

const AGAIN = 'Then upload the file again.';
const AGAIN_ZH = '然后重新上传文件。';

/** `{column}` is the column, or what the file really is. F: the whole file, R: a row, W: a hint, M: a mailbox. */
const TEXTS: Row[] = [
  ['F_EMPTY_OBJECT', 'The file is empty.', '文件为空。', 'Export it again.', '请重新导出。'],
  [
    'F_NO_DATA_ROWS',
    'The file has no rows below its header.',
    '文件除表头外没有数据行。',
    'Export a range of dates with orders in it.',
    '请导出有数据的日期范围。',
  ],
  [
    'F_TOO_LARGE',
    'The file is too large.',
    '文件过大。',
    'Export it in several files by date.',
    '请按日期分成几个文件导出。',
  ],
  [
    'F_BAD_KEY',
    'The file name contains control characters.',
    '文件名含有控制字符。',
    'Rename the file and upload it again.',
    '请重命名文件后再上传。',
  ],
  [
    'F_OBJECT_GONE',
    'The file was deleted before it could be read.',
    '文件在读取之前已被删除。',
    'Upload it again.',
    '请重新上传。',
  ],
  [
    'F_FORMAT_MISMATCH',
    'This is a file of the kind {column}, not CSV.',
    '这是 {column} 文件，不是 CSV。',
    'Save or export it as CSV (UTF-8).',
    '请另存为或导出为 CSV（UTF-8）。',
  ],
  [
    'F_UNSUPPORTED_FORMAT',
    'Packed files ({column}) are not read.',
    '不支持压缩文件（{column}）。',
    'Unpack it and upload the CSV files one by one.',
    '请解压后逐个上传 CSV 文件。',
  ],
  [
    'F_ENCODING_UNKNOWN',
    'The text encoding cannot be told.',
    '无法识别文本编码。',
    'Save the file as CSV UTF-8.',
    '请另存为 CSV UTF-8 格式。',
  ],
  [
    'F_HEADER_MISSING',
    'No known column names were found in the first row.',
    '首行没有可识别的列名。',
    'Put the column names into the first row, without title rows above.',
    '请把列名放在第一行，上方不要有标题行。',
  ],
  [
    'F_HEADER_MISSING_COLUMN',
    'The column {column} is missing (columns are parted by comma, semicolon, tab or |).',
    '缺少列 {column}（列应以半角逗号、分号、制表符或 | 分隔）。',
    `Add it. ${AGAIN}`,
    `请补上该列，${AGAIN_ZH}`,
  ],
  [
    'F_HEADER_AMBIGUOUS',
    'Two columns mean the same; one is {column}.',
    '有两列含义相同，其中之一是 {column}。',
    `Remove or rename one of them. ${AGAIN}`,
    `请删除或改名其中一列，${AGAIN_ZH}`,
  ],
  [
    'F_DELIMITER_AMBIGUOUS',
    'It cannot be told which sign parts the columns.',
    '无法判断列分隔符。',
    'Save it with commas between the columns.',
    '请用半角逗号分隔各列后保存。',
  ],
  [
    'F_MALFORMED_CSV',
    'A quote is not closed, or stands inside a field.',
    '引号未闭合或位于字段中间。',
    `Mend the quotes from this line on. ${AGAIN}`,
    `请从该行起修正引号，${AGAIN_ZH}`,
  ],
  [
    'F_LINE_TOO_LONG',
    'A line is longer than 2 MB.',
    '有一行超过 2 MB。',
    `Mend this line. ${AGAIN}`,
    `请修正该行，${AGAIN_ZH}`,
  ],
  [
    'F_TOO_MANY_COLUMNS',
    'The file has more than 2,000 columns.',
    '文件超过 2000 列。',
    'Export only the columns that are needed.',
    '请只导出需要的列。',
  ],
  [
    'F_DATE_FORMAT_AMBIGUOUS',
    'Dates such as 03/04/2025 can be read in two ways.',
    '像 03/04/2025 这样的日期有两种读法。',
    'Write dates as 2025-04-03.',
    '请把日期写成 2025-04-03 的形式。',
  ],
  [
    'F_DATE_FORMAT_MIXED',
    'Day/month and month/day both occur in the file.',
    '文件中同时出现日/月和月/日两种写法。',
    'Write dates as 2025-04-03.',
    '请把日期写成 2025-04-03 的形式。',
  ],
  [
    'F_AMOUNT_FORMAT_AMBIGUOUS',
    'Amounts such as 1,234 can be read in two ways.',
    '像 1,234 这样的金额有两种读法。',
    'Write amounts as 1234.00.',
    '请把金额写成 1234.00 的形式。',
  ],
  [
    'F_CURRENCY_MIXED',
    'The amounts are in several currencies, and no column says which.',
    '金额含多种货币，但没有货币列。',
    'Add a column currency, or rates to the policy.',
    '请增加 currency 列，或在策略中填写汇率。',
  ],
  [
    'F_AMOUNT_TOTAL',
    'The sum of all amounts is too large to be true.',
    '金额合计过大，不可能属实。',
    'Check the column with the amounts.',
    '请检查金额列。',
  ],
  [
    'F_REJECT_RATE',
    'Too many rows cannot be used; see the rejects file.',
    '无法使用的行过多，详见拒收明细文件。',
    `Mend the rows. ${AGAIN}`,
    `请修正这些行，${AGAIN_ZH}`,
  ],
  [
    'R_COLUMN_COUNT',
    'The row has more or fewer columns than the header.',
    '该行列数与表头不一致。',
    'Quote fields that contain the separator.',
    '含有分隔符的字段请加引号。',
  ],
  ['R_FIELD_TOO_LONG', 'A field is too long.', '字段过长。', 'Shorten it.', '请缩短该字段。'],
  [
    'R_CONTROL_CHAR',
    '{column} contains control characters.',
    '{column} 含有控制字符。',
    'Type the cell again.',
    '请重新输入该单元格。',
  ],
  [
    'R_EXCEL_ERROR',
    '{column} holds an error of the spreadsheet.',
    '{column} 是表格软件的错误值。',
    'Mend the formula, or widen the column before exporting.',
    '请修正公式，或加宽该列后再导出。',
  ],
  ['R_ORDER_ID_MISSING', 'The order has no number.', '缺少订单号。', 'Fill it in.', '请填写订单号。'],
  [
    'R_ORDER_ID_SCIENTIFIC',
    'A spreadsheet has cut off digits of the order number.',
    '订单号已被表格软件截断为科学计数法。',
    'Export again, and do not open the file in a spreadsheet before uploading.',
    '请重新导出，上传前不要用表格软件打开保存。',
  ],
  [
    'R_ID_SCIENTIFIC',
    'A spreadsheet has cut off digits of {column}.',
    '{column} 已被表格软件截断为科学计数法。',
    'Export again, and do not open the file in a spreadsheet before uploading.',
    '请重新导出，上传前不要用表格软件打开保存。',
  ],
  [
    'R_ORDER_ROW_MISSING',
    'A line item without the first row of its order.',
    '缺少该订单的首行，只有商品明细行。',
    'Export whole orders.',
    '请导出完整订单。',
  ],
  [
    'R_AMOUNT_MISSING',
    'The amount is missing.',
    '缺少金额。',
    'Fill it in; 0 for a gift.',
    '请填写金额，赠品填 0。',
  ],
  [
    'R_AMOUNT_INVALID',
    '{column} is not an amount.',
    '{column} 不是有效金额。',
    'Write it as 1234.50.',
    '请写成 1234.50 的形式。',
  ],
  [
    'R_AMOUNT_PRECISION',
    '{column} has more decimals than its currency.',
    '{column} 的小数位多于其货币允许的位数。',
    'Round it yourself.',
    '请自行四舍五入。',
  ],
  [
    'R_CURRENCY_INVALID',
    'The currency is not a code such as CNY, or two currencies contradict.',
    '货币不是 CNY 这样的代码，或前后矛盾。',
    'Write the ISO code.',
    '请填写 ISO 货币代码。',
  ],
  ['R_DATE_MISSING', 'The date is missing.', '缺少日期。', 'Fill it in.', '请填写日期。'],
  [
    'R_DATE_INVALID',
    '{column} is not a date that exists.',
    '{column} 不是有效日期。',
    'Write it as 2025-04-03.',
    '请写成 2025-04-03 的形式。',
  ],
  [
    'R_DATE_SENTINEL',
    '{column} is a date that programs write when they know none.',
    '{column} 是程序的默认占位日期。',
    'Fill in the real date.',
    '请填写真实日期。',
  ],
  [
    'R_DATE_FUTURE',
    '{column} lies in the future.',
    '{column} 是未来的日期。',
    'Check the date.',
    '请检查日期。',
  ],
  [
    'R_STATUS_UNKNOWN',
    'The status is an unknown word.',
    '订单状态无法识别。',
    'Use paid, refunded, cancelled or unpaid.',
    '请使用 paid、refunded、cancelled 或 unpaid（或已付款、已退款、已取消、待付款）。',
  ],
  [
    'R_CONSENT_UNKNOWN',
    'The consent is neither yes nor no.',
    '同意一栏既不是“是”也不是“否”。',
    'Write yes or no; leave it empty when nothing was said.',
    '请填写是或否；未表态请留空。',
  ],
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

const BY_CODE = new Map<string, ProblemText>(
  TEXTS.map(([code, what, was, remedy, how]) => [code, { what: both(what, was), remedy: both(remedy, how) }]),
);

export const PROBLEM_CODES: readonly string[] = [...BY_CODE.keys()];

/** What a code says to people: what is wrong, and how to mend it. */
export function problemText(code: string, column = ''): ProblemText {
  const text = BY_CODE.get(code);
  if (!text) throw new Error(`no text for problem ${code}`);
  const fill = ({ en, 'zh-CN': zh }: Bilingual): Bilingual =>
    both(en.replaceAll('{column}', column), zh.replaceAll('{column}', column));
  return { what: fill(text.what), remedy: fill(text.remedy) };
}
