import { type Bilingual, both } from '../../shared/domain/bilingual.ts';

export const STEPS: Record<string, Bilingual> = {
  intake: both('reading the files', '读入文件'),
  measure: both('measuring', '统计客户'),
  plan: both('grading', '评定等级'),
  apply: both('writing the tiers', '写入等级'),
  mail: both('mailing', '发送邮件'),
};

/** The terms of every equation; outcomes of mails and changes have their words in the domain. */
export const TERMS: Record<string, Bilingual> = {
  rows: both('rows', '总行数'),
  kept: both('kept', '收下'),
  rejected: both('rejected', '退回'),
  repeated: both('repeated', '重复'),
  setAside: both('set aside', '搁置'),
  blank: both('blank', '空行'),
  statements: both('rows of files', '文件中的行'),
  current: both('current', '现行'),
  replaced: both('replaced', '已被取代'),
  customers: both('customers found', '找到的客户'),
  features: both('customers measured', '已统计的客户'),
  receipts: both('customers graded', '已评级的客户'),
  heldBefore: both('customers of the run before', '上次运行的客户'),
  stayed: both('still there', '仍在'),
  changes: both('customers to write', '需写入的客户'),
  written: both('written', '已写入'),
  mails: both('mails', '邮件总数'),
};

export const KINDS: Record<string, Bilingual> = {
  orders: both('orders', '订单'),
  customers: both('customers', '客户'),
  activity: both('activity', '客户行为'),
  feedback: both('feedback', '客户反馈'),
};

export const ENGINES: Record<string, Bilingual> = {
  duckdb: both('measured by DuckDB', '由 DuckDB 计算'),
  athena: both('measured by Athena', '由 Athena 计算'),
};

export const MODES: Record<string, Bilingual> = {
  periodic: both('periodic grading', '定期评级'),
  onDemand: both('grading on demand', '按需评级'),
};
