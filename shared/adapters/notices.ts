import { type Notice, NoticeSchema } from '../contract/notices.ts';
import { RUNS_PK } from '../contract/runs.ts';
import type { Table } from './table.ts';

type Named = Pick<Notice, 'about' | 'mailbox'>;
type Ended = Pick<Notice, 'state' | 'reason' | 'messageId'>;

/** Who was told of which upload or run. An item is written before its mail goes out and stays whatever becomes of it. */
export function openNotices(table: Table) {
  const keyOf = ({ about, mailbox }: Named) => ({ pk: RUNS_PK.notice, sk: `${about}#${mailbox}` });
  const ours = ({ owner }: Notice) => ({ text: '#o = :o', names: { o: 'owner' }, values: { o: owner } });

  async function find(named: Named): Promise<Notice | undefined> {
    const item = await table.get(keyOf(named));
    // An earlier program told of uploads alone.
    return item && NoticeSchema.parse({ about: item.intakeId, ...item });
  }

  /** `true` = nobody was told before, and `owner` may do it now. */
  async function claim(notice: Notice): Promise<boolean> {
    if (await table.put({ ...keyOf(notice), ...notice }, { text: 'attribute_not_exists(pk)' })) return true;
    // The put may have been repeated after its answer was lost: then the item that stands there is this very one.
    return (await find(notice))?.owner === notice.owner;
  }

  async function settle(notice: Notice, ended: Ended): Promise<void> {
    await table.put({ ...keyOf(notice), ...notice, ...ended }, ours(notice));
  }

  /** Of a mail that certainly did not go out, so that it may be tried again. */
  async function free(notice: Notice): Promise<void> {
    await table.remove(keyOf(notice), ours(notice));
  }

  return { find, claim, settle, free };
}
