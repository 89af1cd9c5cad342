import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = new URL('../..', import.meta.url).pathname;

const files = ['shared', 'lambdas', 'infra'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name)),
);

interface Import {
  file: string;
  /** A path from the root, or a package's name. */
  target: string;
  typeOnly: boolean;
}

const imports: Import[] = files.flatMap((file) => {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const found = source.matchAll(/^(?:import|export)\s+(type\s)?[^'"]*?from\s+'([^']+)'/gms);
  return [...found].map(([, type, from = '']) => ({
    file,
    target: from.startsWith('.') ? normalize(join(dirname(file), from)) : from,
    typeOnly: type !== undefined,
  }));
});

const from = (folder: string) => imports.filter(({ file }) => file.startsWith(folder));
const broken = (found: Import[], allowed: (each: Import) => boolean) =>
  found.filter((each) => !allowed(each)).map(({ file, target }) => `${file} → ${target}`);
const isPackage = ({ target }: Import) => !/^(shared|lambdas|infra|test)\//.test(target);

describe('imports follow the layout', () => {
  it('finds what it is to judge', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(imports.length).toBeGreaterThan(200);
  });

  it('the domain imports only itself and zod', () => {
    const wrong = broken(
      from('shared/domain/'),
      ({ target }) => target.startsWith('shared/domain/') || target === 'zod',
    );
    expect(wrong).toEqual([]);
  });

  it('contracts import the domain, themselves and zod', () => {
    const wrong = broken(from('shared/contract/'), ({ target }) =>
      /^shared\/(contract|domain)\/|^zod$/.test(target),
    );
    expect(wrong).toEqual([]);
  });

  it('shared imports neither lambdas nor infra', () => {
    expect(broken(from('shared/'), ({ target }) => !/^(lambdas|infra|test)\//.test(target))).toEqual([]);
  });

  it('no lambda imports another, and none imports infra', () => {
    const own = (file: string) => file.split('/').slice(0, 2).join('/');
    const wrong = broken(from('lambdas/'), ({ file, target }) =>
      target.startsWith('lambdas/') ? target.startsWith(`${own(file)}/`) : !target.startsWith('infra/'),
    );
    expect(wrong).toEqual([]);
  });

  it('only handlers reach adapters and the runtime; steps know their types at the most', () => {
    const steps = from('lambdas/').filter(({ file }) => !file.endsWith('/handler.ts'));
    const wrong = broken(
      steps,
      (each) => each.typeOnly || !/^shared\/(adapters|runtime)\//.test(each.target),
    );
    expect(wrong).toEqual([]);
  });

  it('the SDK and DuckDB are imported by adapters and infra alone', () => {
    const outside = (each: Import) => /^(@aws-sdk|@smithy|@duckdb)\//.test(each.target);
    const wrong = broken(imports, (each) => !outside(each) || /^(shared\/adapters|infra)\//.test(each.file));
    expect(wrong).toEqual([]);
  });

  it('infra knows lambdas by their paths only', () => {
    expect(broken(from('infra/'), ({ target }) => !target.startsWith('lambdas/'))).toEqual([]);
  });

  it('packages of the local cloud stay out of what runs in AWS', () => {
    const local = /^(dynalite|jsonata|postal-mime|commander|aws-cdk-lib|constructs|cdk-nag|mjml)/;
    const wrong = broken(
      [...from('shared/'), ...from('lambdas/')],
      (each) => !isPackage(each) || !local.test(each.target),
    );
    expect(wrong).toEqual([]);
  });
});

describe('files stay small', () => {
  const lines = (file: string) => readFileSync(join(ROOT, file), 'utf8').split('\n').length;

  it('no source file passes 250 lines', () => {
    expect(files.filter((file) => lines(file) > 250)).toEqual([]);
  });

  it('a handler wires and does nothing else', () => {
    const handlers = files.filter((file) => /^lambdas\/[^/]+\/handler\.ts$/.test(file));
    expect(handlers.filter((file) => lines(file) > 26)).toEqual([]);
    expect(handlers.length).toBeGreaterThan(10);
  });

  it('the domain asks no clock, no chance and no environment', () => {
    const impure = /Date\.now|new Date\(\)|Math\.random|process\.|performance\.now/;
    const domain = files.filter((file) => file.startsWith('shared/domain/'));
    expect(domain.filter((file) => impure.test(readFileSync(join(ROOT, file), 'utf8')))).toEqual([]);
  });
});
