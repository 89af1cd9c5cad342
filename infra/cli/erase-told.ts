import type { ErasureTold } from '../../shared/contract/erasure.ts';
import { type Bilingual, both } from '../../shared/domain/bilingual.ts';
import { counted } from '../../shared/domain/report/html.ts';

/** What an erasure did, what proves it, and what is left of the person that only the operator can take away. */
export const toldLines = (told: ErasureTold): Bilingual[] => [
  both(
    `erased: ${counted(told.rows)} rows of exports, ${counted(told.rewritten)} objects written anew, ${counted(told.versions)} older versions and ${counted(told.items)} items removed`,
    `已删除：处理导出数据 ${counted(told.rows)} 行，重写对象 ${counted(told.rewritten)} 个，清除旧版本 ${counted(told.versions)} 个、数据项 ${counted(told.items)} 个`,
  ),
  both(
    `proved: pass ${told.passes} looked for ${counted(told.identifiers)} identifiers in ${counted(told.searched)} objects and items, and found none`,
    `已验证：第 ${told.passes} 遍在 ${counted(told.searched)} 个对象和数据项中查找了 ${counted(told.identifiers)} 个标识，均未找到`,
  ),
  ...filesLines(told.files),
  ...(told.shared === 0
    ? []
    : [
        both(
          `${counted(told.shared)} ids, addresses or phones are others’ as well: they went from this person’s rows alone`,
          `有 ${counted(told.shared)} 个编号、邮箱或电话同时属于其他人：仅从此人的数据中清除`,
        ),
      ]),
];

/** Names that are shown; the answer has them all. */
const SHOWN = 10;

/** What a name says of him is not ours to change: the file lies there as it was uploaded. A note of the answer tells the remedy. */
const filesLines = (files: readonly string[]): Bilingual[] => {
  if (files.length === 0) return [];
  const list = files.slice(0, SHOWN);
  return [
    both(
      `still there: ${counted(files.length)} raw uploads have this person in the file name (— stands for him here): ${list.join(', ')}`,
      `仍然存在：有 ${counted(files.length)} 个原始上传文件的文件名中含有此人信息（此处以“—”代替）：${list.join('、')}`,
    ),
  ];
};
