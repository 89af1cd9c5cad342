import { both } from '../bilingual.ts';
import { Refusal } from '../refusal.ts';

/** DESIGN, rule 15: with other keys or another ledger than always everybody would be written to a second time. */
export type Memory = 'whole' | 'otherKeys' | 'otherLedger';

/** Whoever has lost the memory of whom it wrote to writes to nobody. */
export function mustRemember(memory: Memory): void {
  if (memory === 'otherKeys') throw keysDiffer();
  if (memory === 'otherLedger') throw ledgerDiffers();
}

const keysDiffer = (): Refusal =>
  new Refusal(
    'E_KEYS_DIFFER',
    both(
      'The keys are not those that this installation has always had; with other keys everybody would be written to again.',
      '密钥与本系统一直使用的不同；换了密钥，所有人都会再次收到邮件。',
    ),
    both(
      'Put the first seed back into the keys secret as k1. No mail was sent.',
      '请把最初的种子作为 k1 放回密钥 secret。没有发出任何邮件。',
    ),
  );

const ledgerDiffers = (): Refusal =>
  new Refusal(
    'E_LEDGER_GENERATION',
    both(
      'The send ledger is not the one that this installation has always had, or it was emptied; with it everybody could be written to again.',
      '发送台账不是本系统一直使用的那一份，或已被清空；若继续使用，所有人都可能再次收到邮件。',
    ),
    both(
      'Bring back the ledger table that the item KEYS / FINGERPRINT of the runs table names, with all its items. Only if it is lost for good, delete that item: mails of open campaigns may then go out twice. No mail was sent.',
      '请恢复运行表中 KEYS / FINGERPRINT 条目所记的台账表及其全部内容。仅当台账确已无法找回时，才删除该条目：未结束活动的邮件可能会重复发出。没有发出任何邮件。',
    ),
  );
