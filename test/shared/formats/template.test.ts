import { describe, expect, it } from 'vitest';
import { ALL_PROFILES } from '../../../shared/formats/profiles.ts';
import { templateOf } from '../../../shared/formats/template.ts';
import { inspectText } from '../../support/inspect-text.ts';

const usable = ALL_PROFILES.filter(({ refuse }) => refuse === undefined);

/** Platforms that never say who bought: their orders wait for a file that does. */
const NOBODY_NAMED = ['amazon-all-orders', 'tmall-items', 'pdd-orders', 'douyin-orders'];

describe('the template of each profile', () => {
  it.each(usable.map((profile) => [profile.id, profile] as const))(
    '%s is taken in as it stands',
    async (id, profile) => {
      const found = await inspectText(templateOf(profile), { hint: profile.kind });
      expect(found).toMatchObject({ status: 'read', format: id, kind: profile.kind });
      const { rows, kept, setAside } = found.counts;
      const waits = NOBODY_NAMED.includes(id);
      expect({ rows, kept, setAside }).toEqual({ rows: 1, kept: waits ? 0 : 1, setAside: waits ? 1 : 0 });
      expect(found.problems.filter(({ code }) => /^[FR]_/.test(code))).toEqual([]);
    },
  );

  it.each(usable.map((profile) => [profile.id, profile] as const))(
    '%s opens in a spreadsheet and executes nothing',
    (_, profile) => {
      const text = templateOf(profile);
      expect(text.startsWith('\uFEFF')).toBe(true);
      expect(text.slice(1)).not.toMatch(/(^|[,\n"])[=+@\t]/);
      expect(Object.keys(profile.example).filter((column) => !profile.header.includes(column))).toEqual([]);
    },
  );

  it('has names that no two profiles share', () => {
    expect(new Set(ALL_PROFILES.map(({ id }) => id)).size).toBe(ALL_PROFILES.length);
  });
});
