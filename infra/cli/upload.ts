import { resolve } from 'node:path';
import type { Command } from 'commander';
import { both } from '../../shared/domain/bilingual.ts';
import { uploadKeyOf } from './batch.ts';
import { command } from './command.ts';
import { connect } from './connect.ts';
import { mustExist } from './stages.ts';

export const addUpload = (program: Command): void =>
  void command(
    program,
    'upload <file>',
    'put an export or a policy where marketing would; it is taken in, and a run follows',
    async (terminal, options, file = '') => {
      const path = resolve(file);
      await mustExist(path);
      const key = uploadKeyOf(path);
      await (await connect(options)).uploads.upload(path, key);
      const said = both(`uploaded as ${key}`, `已上传为 ${key}`)[terminal.language];
      terminal.result({ uploaded: key }, [said]);
    },
  );
