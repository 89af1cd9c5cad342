import { writeFile } from 'node:fs/promises';
import { both } from '../../shared/domain/bilingual.ts';
import type { Profile } from '../../shared/formats/profile.ts';
import { ALL_PROFILES } from '../../shared/formats/profiles.ts';
import { KIND_HINT } from '../../shared/formats/propose-words.ts';
import { templateOf } from '../../shared/formats/template.ts';
import { columns, type Terminal } from './terminal.ts';

/** A file that is refused whenever it comes needs no template. */
const PROFILES = ALL_PROFILES.filter(({ refuse }) => refuse === undefined);

/** Every format that is known, with the name that people call it by. */
export function listProfiles(terminal: Terminal): void {
  const value = PROFILES.map(({ id, kind, name }) => ({ id, kind, name: name[terminal.language] }));
  terminal.result({ profiles: value }, profileLines(terminal));
}

function profileLines({ language }: Terminal): string[] {
  const head = [both('profile', '格式'), both('kind', '种类'), both('name', '名称')];
  const rows = PROFILES.map(({ id, kind, name }: Profile) => [id, kindWord(kind)[language], name[language]]);
  return columns(
    head.map((word) => word[language]),
    rows,
  );
}

const kindWord = (kind: Profile['kind']) => both(kind, KIND_HINT[kind]);

/** Prints the template of a profile, or writes it to a file; a name that there is not ends with 2. */
export async function giveTemplate(terminal: Terminal, id: string, file: string | undefined): Promise<void> {
  const profile = PROFILES.find((one) => one.id === id);
  if (!profile) return unknown(terminal, id);
  const text = templateOf(profile);
  if (file !== undefined) {
    await writeFile(file, text);
    const said = both(`Written to ${file}.`, `已写入 ${file}。`)[terminal.language];
    return terminal.result({ profile: id, file }, [said]);
  }
  if (terminal.json) return terminal.result({ profile: id, template: text }, []);
  process.stdout.write(text);
}

function unknown(terminal: Terminal, id: string): void {
  const said = both(`There is no profile ${id}. These there are:`, `没有名为 ${id} 的格式。可用的格式如下：`)[
    terminal.language
  ];
  process.stderr.write(`${[said, ...profileLines(terminal)].join('\n')}\n`);
  process.exitCode = 2;
}
