import {
  type BundlingOptions,
  type ICommandHooks,
  LogLevel,
  OutputFormat,
} from 'aws-cdk-lib/aws-lambda-nodejs';

/** Bundled CommonJS packages ask for `require`; stack traces point into the source without a NODE_OPTIONS. */
const BANNER = [
  "import { createRequire as createRequireOf } from 'node:module';",
  'const require = createRequireOf(import.meta.url);',
  'process.setSourceMapsEnabled(true);',
].join('');

/** Files that the steps read at run time lie beside the bundle, at the paths of the project. */
const ASSETS: ICommandHooks = {
  beforeBundling: () => [],
  beforeInstall: () => [],
  afterBundling: (from, to) => [
    `mkdir -p ${to}/shared/presets`,
    `cp -R ${from}/shared/sql ${from}/shared/templates ${to}/shared`,
    `cp ${from}/shared/presets/default.yaml ${to}/shared/presets`,
  ],
};

/** The SDK is bundled too: its retries are part of what was tested. */
export function stepBundling(duckDb: boolean): BundlingOptions {
  const common: BundlingOptions = {
    format: OutputFormat.ESM,
    target: 'node24',
    keepNames: true,
    sourceMap: true,
    sourcesContent: false,
    bundleAwsSDK: true,
    banner: BANNER,
    commandHooks: ASSETS,
    logLevel: LogLevel.ERROR,
  };
  if (!duckDb) return common;
  // npm then installs the binding of the function's machine, not of the one that builds.
  const environment = { npm_config_os: 'linux', npm_config_cpu: 'arm64', npm_config_libc: 'glibc' };
  return { ...common, nodeModules: ['@duckdb/node-api'], environment };
}
