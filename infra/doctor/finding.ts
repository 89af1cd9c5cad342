import { type Bilingual, both } from '../../shared/domain/bilingual.ts';

/** `unseen`: it could not be asked; `notHere`: the local cloud has nothing of the kind. */
export type Outcome = 'ok' | 'toDo' | 'unseen' | 'notHere';

export interface Finding {
  /** What was looked at, e.g. `dkim`. */
  id: string;
  outcome: Outcome;
  /** What was found, and for everything but `ok` what to do. */
  say: Bilingual;
  /** Whether no mail goes out while this is to do. */
  stopsMail: boolean;
}

type What = Pick<Finding, 'id' | 'stopsMail'>;

export const ok = (id: string, say: Bilingual): Finding => ({ id, outcome: 'ok', say, stopsMail: false });

export const toDo = ({ id, stopsMail }: What, say: Bilingual): Finding => ({
  ...{ id, outcome: 'toDo', say, stopsMail },
});

/** Nothing that could not be seen counts as a fault. */
export const unseen = (id: string, say: Bilingual): Finding => ({
  ...{ id, outcome: 'unseen', say, stopsMail: false },
});

export const notHere = (id: string, what: Bilingual): Finding => ({
  ...{ id, outcome: 'notHere', stopsMail: false },
  say: both(`${what.en}: the local cloud has none`, `${what['zh-CN']}：本机系统没有这一项`),
});

/** A setting is not in the environment; `output` is the stack's output that tells it. */
export const unnamed = (id: string, setting: string, output: string): Finding =>
  unseen(
    id,
    both(
      `${setting} is not set: set it from the stacks’ output ${output}.`,
      `没有设置 ${setting}：请按堆栈输出 ${output} 设置。`,
    ),
  );

/** What was asked and turned away, or could not be reached; errors of the SDK have a name that tells which. */
export const notTold = (id: string, what: Bilingual, error: unknown): Finding => {
  const name = error instanceof Error ? error.name : 'Error';
  const isDenied = /AccessDenied|Forbidden|Unauthorized|NotAuthorized|^403$/.test(name);
  const remedy = isDenied
    ? both('Give whoever runs this the permission to read it.', '请为执行者授予读取权限。')
    : both('Look at the network, the Region and the credentials.', '请检查网络、区域和凭证。');
  return unseen(
    id,
    both(
      `${what.en} cannot be seen (${name}). ${remedy.en}`,
      `无法查看${what['zh-CN']}（${name}）。${remedy['zh-CN']}`,
    ),
  );
};
