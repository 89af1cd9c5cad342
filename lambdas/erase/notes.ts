import { both } from '../../shared/domain/bilingual.ts';

export const ERASED_ALREADY = both('This person was erased already.', '此人先前已被删除。');

/** What is left by design. */
export const NOTES = [
  both(
    'Raw uploads stay as they came until they expire; whatever is read from them leaves this person out.',
    '原始上传文件在到期之前保持原样；再次读取时会自动排除此人。',
  ),
  both(
    'Copies that were taken out of the system, such as folders of `--out` and downloads, are yours to delete.',
    '从系统中取出的副本（例如用 `--out` 写出的文件夹、下载的文件）请自行删除。',
  ),
  both(
    'Backups of the tables can be restored for 35 days; after a restore, erase again.',
    '数据表的备份可在 35 天内恢复；恢复后请再执行一次删除。',
  ),
  both(
    'Keyed hashes stay for ever, so that this person is neither written to nor taken in again; they name nobody.',
    '系统会永久保留带密钥的哈希，用来避免再次发信或再次导入；哈希本身无法认出任何人。',
  ),
];

/** Where raw uploads are called after him. */
export const CALLED_AFTER_HIM = both(
  'The raw uploads whose names name this person go when raw uploads expire. To have them gone at once, delete them from the uploads bucket with all their versions: what was read of them stays. Name exports without people.',
  '文件名中含有此人信息的原始上传文件到期后会自动删除。如需立即清除，请在上传存储桶中删除这些文件及其全部版本，已接收的数据不受影响。今后请勿在文件名中使用个人信息。',
);
