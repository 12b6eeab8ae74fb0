import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { ConfigError } from '../core/errors.ts';
import { type BotSettings, type Config, type LoadConfigOptions, loadConfig, printConfig } from './config.ts';
import { renderConfigReference, renderEnvExample } from './config-reference.ts';
import { runtimeGroups } from './config-schema.ts';
import { formatSetting, readSetting, type SettingDefinition } from './config-setting.ts';

const esm: BotSettings = {
  name: 'esm',
  settings: [
    {
      name: 'BEEPS',
      type: 'integer',
      default: 6,
      min: 1,
      max: 20,
      description: 'Beeps a day.',
      example: '6',
    },
    { name: 'QUIET', type: 'duration', default: 1_500, description: 'Quiet time.', example: '1500ms' },
    { name: 'DATA_KEY', type: 'text', default: null, secret: true, description: 'Key.', example: 'x' },
  ],
};
const sales: BotSettings = { name: 'sales', settings: [] };
const folders: string[] = [];

function load(env: Record<string, string>, options: Partial<LoadConfigOptions> = {}): Config {
  return loadConfig({ env, dotenvPath: null, bots: [esm, sales], ...options });
}

function failure(env: Record<string, string>, options: Partial<LoadConfigOptions> = {}): ConfigError {
  try {
    load(env, options);
  } catch (error) {
    if (error instanceof ConfigError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted.');
}

function dotenv(text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'opora config '));
  folders.push(folder);
  writeFileSync(join(folder, '.env'), text);
  return join(folder, '.env');
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe('loadConfig', () => {
  it('starts in demo mode with nothing set, with a fresh operator token', () => {
    const config = load({});
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      bots: ['esm', 'sales'],
      demo: true,
      operatorTokenGenerated: true,
      databaseUrl: null,
      turnConcurrency: 256,
      botSettings: { esm: { BEEPS: 6, QUIET: 1_500 }, sales: {} },
    });
    expect(config.operatorToken).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(load({}).operatorToken).not.toBe(config.operatorToken);
    expect(config.secrets).toContain(config.operatorToken);
  });

  it('refuses half a product on the embedded database', () => {
    expect(failure({ OPORA_ROLE: 'web' }).message).toContain(
      'DATABASE_URL is required because OPORA_ROLE is web: the embedded database belongs to one process',
    );
    expect(load({ OPORA_ROLE: 'worker', DATABASE_URL: 'postgres://u@h/d' }).role).toBe('worker');
  });

  it('reports every fault together, with name, reason and example', () => {
    const error = failure({
      PORT: '15abc',
      OPORA_DATABASE_POOL: '1',
      OPORA_DATABASE_POOLER: 'maybe',
      OPORA_ROLE: 'boss',
      DATABASE_URL: 'mysql://u:verysecret@h/d',
      OPORA_MODEL: 'gpt',
      OPORA_TYPO: '1',
      ESM_BEEPS: '6.5',
      ESM_QUIET: '5',
      ESM_TELEGRAM_BOT_TOKEN: 'not-a-token',
    });
    expect(error.code).toBe('config_invalid');
    expect(error.context.faults).toBe(10);
    expect(error.message).toBe(
      [
        'The configuration has 10 faults:',
        '  PORT must be a whole number, not "15abc". Example: PORT=3000',
        '  OPORA_ROLE must be one of all, web, worker, not "boss". Example: OPORA_ROLE=all',
        '  DATABASE_URL must begin with postgres:// or postgresql://. Example: DATABASE_URL=postgres://opora:password@localhost:5432/opora',
        '  OPORA_DATABASE_POOL must be from 2 to 100, not "1". Example: OPORA_DATABASE_POOL=6',
        '  OPORA_DATABASE_POOLER must be true or false, not "maybe". Example: OPORA_DATABASE_POOLER=true',
        '  OPORA_MODEL must be provider:model or none, not "gpt". Example: OPORA_MODEL=anthropic:claude-sonnet-5-5',
        '  ESM_TELEGRAM_BOT_TOKEN must be a token from @BotFather: digits, a colon, a key. Example: ESM_TELEGRAM_BOT_TOKEN=123456789:AAExampleExampleExampleExampleExample',
        '  ESM_BEEPS must be a whole number, not "6.5". Example: ESM_BEEPS=6',
        '  ESM_QUIET must be a duration with its unit: ms, s, m, h or d, not "5". Example: ESM_QUIET=1500ms',
        '  OPORA_TYPO is not a known setting; remove it or correct its name.',
      ].join('\n'),
    );
    expect(error.message).not.toContain('verysecret');
  });

  it.each([
    [
      { OPORA_TURN_CONCURENCY: '1' },
      'OPORA_TURN_CONCURENCY is not a known setting; did you mean OPORA_TURN_CONCURRENCY?',
    ],
    [
      { OPORA_DATABASE_URL: 'postgres://h/d' },
      'OPORA_DATABASE_URL is not a known setting; did you mean DATABASE_URL?',
    ],
    [{ OPORA_PORT: '1' }, 'OPORA_PORT is not a known setting; did you mean PORT?'],
    [{ PORT: '99999999999999999999' }, 'PORT must be from 0 to 65535, not "99999999999999999999"'],
    [{ PORT: '-1' }, 'PORT must be from 0 to 65535'],
    [{ OPORA_SHUTDOWN_SECONDS: '9999999999999999' }, 'must be from 1 to 600'],
    [{ ESM_QUIET: '99999999999999999999d' }, 'ESM_QUIET must be at most 999999999999999ms'],
    [{ ESM_BEPES: '1' }, 'ESM_BEPES is not a known setting; did you mean ESM_BEEPS?'],
    [{ SALES_BEEPS: '1' }, 'SALES_BEEPS is not a known setting'],
    [{ OPORA_BOTS: 'esm,sale' }, 'names "sale", which is not installed; did you mean "sales"?'],
    [{ OPORA_POLL_MIN_MS: '300' }, 'more than OPORA_POLL_MAX_MS'],
    [{ OPORA_TRUSTED_PROXY: '10.0.0.0/33' }, 'must be a list of IP addresses or CIDR ranges'],
    [{ PUBLIC_URL: 'bots.example.org' }, 'must be a full URL'],
    [
      { ESM_TELEGRAM_BOT_TOKEN: '123456:abc', SALES_TELEGRAM_BOT_TOKEN: '123456:abc' },
      'SALES_TELEGRAM_BOT_TOKEN is the token of esm too',
    ],
  ])('refuses %j', (env, reason) => {
    expect(failure(env).message).toContain(reason);
  });

  it('ends a question with its own mark', () => {
    expect(failure({ OPORA_PORT: '1' }).message).toMatch(/PORT\?$/);
  });

  it('names a variable that could not be read once, and what hangs on its being set', () => {
    const token = failure({ HOST: '0.0.0.0', OPORA_API_TOKEN: 'a b', OPORA_OPERATOR_TOKEN: 'o'.repeat(20) });
    expect(token.message.match(/OPORA_API_TOKEN (must|is)/g)).toEqual(['OPORA_API_TOKEN must']);
    const role = failure({ OPORA_ROLE: 'web', DATABASE_URL: 'mysql://h/d' });
    expect(role.context.faults).toBe(1);
    const kept: BotSettings = {
      name: 'diary',
      settings: [
        {
          ...{ name: 'KEY', type: 'text', default: null, secret: true, generated: { bytes: 32 } },
          ...{ description: 'Key.', example: 'k' },
        },
      ],
    };
    const both = failure({ DATABASE_URL: 'mysql://h/d' }, { bots: [kept] });
    expect(both.message).toContain('DATABASE_URL must begin with postgres://');
    expect(both.message).toContain('DIARY_KEY is required because DATABASE_URL is set');
  });

  it('leaves unknown names of others alone', () => {
    expect(() => load({ PATH: '/bin', AUDIO_X: '1', ESMERALDA: 'x', OPORA: '1' })).not.toThrow();
  });

  it('leaves alone what Kubernetes sets for a Service called opora', () => {
    const env = {
      OPORA_SERVICE_HOST: '10.0.0.1',
      OPORA_SERVICE_PORT: '3000',
      OPORA_SERVICE_PORT_HTTP: '3000',
      OPORA_PORT: 'tcp://10.0.0.1:3000',
      OPORA_PORT_3000_TCP: 'tcp://10.0.0.1:3000',
      OPORA_PORT_3000_TCP_ADDR: '10.0.0.1',
      ESM_SERVICE_HOST: '10.0.0.2',
    };
    expect(() => load(env)).not.toThrow();
    expect(failure({ OPORA_PORT: '3000' }).message).toContain('OPORA_PORT is not a known setting');
  });

  it.each(['0.0.0.0', '::', '192.168.1.2', 'example.org', '128.0.0.1'])(
    'requires both tokens on host %s',
    (HOST) => {
      const { message } = failure({ HOST });
      expect(message).toContain('OPORA_API_TOKEN is required because HOST is');
      expect(message).toContain('OPORA_OPERATOR_TOKEN is required because HOST is');
      const config = load({ HOST, OPORA_API_TOKEN: 'a'.repeat(20), OPORA_OPERATOR_TOKEN: 'o'.repeat(20) });
      expect(config).toMatchObject({ demo: false, operatorTokenGenerated: false, warnings: [] });
    },
  );

  it.each(['localhost', '127.0.0.1', '127.8.8.8', '::1'])('takes %s for loopback', (HOST) => {
    expect(load({ HOST }).demo).toBe(true);
    expect(load({ HOST, OPORA_API_TOKEN: 'a'.repeat(20) }).demo).toBe(false);
  });

  it('requires tokens and webhook secrets once the internet can reach it', () => {
    const env = { PUBLIC_URL: 'https://bots.example.org/', ESM_TELEGRAM_BOT_TOKEN: '123456:abc' };
    const { message } = failure(env);
    expect(message).toContain('OPORA_API_TOKEN is required because PUBLIC_URL');
    expect(message).toContain('ESM_TELEGRAM_WEBHOOK_SECRET is required because PUBLIC_URL is set');
    expect(message).not.toContain('SALES_TELEGRAM');
    const config = load({
      ...env,
      ESM_TELEGRAM_WEBHOOK_SECRET: 'hook',
      OPORA_API_TOKEN: 'short',
      OPORA_OPERATOR_TOKEN: 'o'.repeat(20),
    });
    expect(config.publicUrl).toBe('https://bots.example.org');
    expect(config.telegram.esm).toEqual({ botToken: '123456:abc', webhookSecret: 'hook' });
    expect(config.warnings).toEqual(['OPORA_API_TOKEN is shorter than 16 characters and can be guessed.']);
  });

  it('demands what a bot requires, only of bots that run', () => {
    const strict: BotSettings = {
      name: 'strict',
      settings: [
        { name: 'KEY', type: 'text', default: null, required: true, description: 'Key.', example: 'k' },
      ],
    };
    expect(failure({}, { bots: [esm, strict] }).message).toContain(
      'STRICT_KEY is required. Example: STRICT_KEY=k',
    );
    expect(load({ OPORA_BOTS: 'esm' }, { bots: [esm, strict] }).bots).toEqual(['esm']);
  });

  it('is frozen to the bottom', () => {
    const config = load({}) as unknown as {
      botSettings: Record<string, Record<string, unknown>>;
      bots: string[];
    };
    expect(() => config.bots.push('x')).toThrow(TypeError);
    expect(() => Object.assign(config.botSettings.esm ?? {}, { BEEPS: 1 })).toThrow(TypeError);
  });
});

describe('.env', () => {
  it('fills in what the environment leaves unset or empty, and warns of near misses', () => {
    const path = dotenv('PORT=4000\nLOG_LEVEL=debug\nDATABSE_URL=postgres://x\nUNRELATED=1\n');
    const config = load({ PORT: '5000', LOG_LEVEL: '' }, { dotenvPath: path });
    expect(config).toMatchObject({ port: 5000, logLevel: 'debug' });
    expect(config.warnings).toEqual([
      'DATABSE_URL in .env is not a known setting; did you mean DATABASE_URL?',
    ]);
    expect(printConfig(config)).toContain('LOG_LEVEL=debug (.env)');
  });

  it('refuses unknown names in the file too', () => {
    expect(failure({}, { dotenvPath: dotenv('OPORA_PORT=1') }).message).toContain(
      'OPORA_PORT is not a known',
    );
  });

  it.each([
    'OPORA_API_TOKEN=abcdefgh12345678#rest',
    'OPORA_API_TOKEN=#rest-of-it',
    'export OPORA_API_TOKEN = abcdefgh12345678#rest # comment',
    'OPORA_API_TOKEN="abcdefgh12345678#rest',
    "LOG_LEVEL='info'\r\nOPORA_API_TOKEN=abcdefgh12345678#rest\r\n",
  ])('refuses a value that a # cuts off: %j', (text) => {
    const { message, context } = failure({}, { dotenvPath: dotenv(text) });
    expect(message).toContain('OPORA_API_TOKEN is cut off at a # in .env: put the whole value in quotes.');
    expect([message.includes('abcdefgh'), context.faults]).toEqual([false, 1]);
    expect(() => load({ OPORA_API_TOKEN: 'b'.repeat(16) }, { dotenvPath: dotenv(text) })).not.toThrow();
  });

  it.each([
    'OPORA_API_TOKEN="abcdefgh12345678#rest"',
    "OPORA_API_TOKEN='abcdefgh12345678#rest'# comment",
    'OPORA_API_TOKEN=`abcdefgh12345678#rest` # comment',
  ])('takes a # in quotes: %j', (text) => {
    expect(load({}, { dotenvPath: dotenv(text) }).apiToken).toBe('abcdefgh12345678#rest');
  });

  it('takes a # behind a space, or in place of a value, for a comment, and leaves others alone', () => {
    const text =
      'PORT=4000 # usual\nLOG_LEVEL=# any\n#HOST=x#y\nHOST=localhost\n#HOST=x#y\nREDIS_URL=\n#c\nOTHER=a#b\nNOTE="one\nPORT=1#2\n"\n';
    expect(load({}, { dotenvPath: dotenv(text) })).toMatchObject({ port: 4000, logLevel: 'info' });
  });

  it('may be missing, but not unreadable', () => {
    expect(() => load({}, { dotenvPath: '/nowhere/.env' })).not.toThrow();
    const folder = dotenv('').replace(/\.env$/, '');
    chmodSync(folder, 0o755);
    expect(failure({}, { dotenvPath: folder }).code).toBe('config_unreadable');
  });
});

describe('printConfig', () => {
  it('shows every value and its source, and no secret', () => {
    const env = {
      DATABASE_URL: 'postgres://opora:correct-horse-battery@db/opora',
      OPENAI_API_KEY: 'sk-abcdefghijklmnopqrstuvwxyz',
      OPENAI_BASE_URL: 'http://user:hunter22@models/v1',
      ESM_DATA_KEY: 'the-data-key',
      SENTRY_DSN: 'https://0123456789abcdef@sentry/1',
    };
    const config = load(env);
    const printed = printConfig(config);
    expect(printed).toContain('PORT=3000 (default)');
    expect(printed).toContain('DATABASE_URL=[redacted] (environment)');
    expect(printed).toContain('OPORA_OPERATOR_TOKEN=[redacted] (generated)');
    expect(printed).toContain('ESM_QUIET=1500ms (default)');
    expect(printed).toContain('OPENAI_BASE_URL=http://user:[redacted]@models/v1');
    expect(printed).not.toMatch(/correct-horse|sk-abc|hunter22|the-data-key|0123456789abcdef/);
    expect(config.secrets).toEqual(expect.arrayContaining(['correct-horse-battery', 'the-data-key']));
    expect(printed).not.toContain(config.operatorToken);
  });
});

describe('readSetting', () => {
  const all: readonly SettingDefinition[] = runtimeGroups.flatMap((group) => group.settings);

  it('reads each setting from its own example and default', () => {
    for (const definition of all) {
      expect([definition.name, readSetting(definition, definition.example)]).toEqual([
        definition.name,
        { value: expect.anything() },
      ]);
      const preset = formatSetting(definition, definition.default);
      if (preset !== '') expect(readSetting(definition, preset)).toEqual({ value: definition.default });
    }
  });

  it('never takes a number with anything around it', () => {
    const port = all.find((definition) => definition.name === 'PORT') as SettingDefinition;
    fc.assert(
      fc.property(fc.string(), (text) => {
        const reading = readSetting(port, text);
        if ('value' in reading) expect(text).toMatch(/^-?\d+$/);
      }),
    );
    for (const text of ['0x10', '1e3', '1_000', '3000 ', '٣', 'NaN', '']) {
      expect(readSetting(port, text)).toHaveProperty('reason');
    }
  });

  it('reads durations back as written', () => {
    const quiet = esm.settings[1] as SettingDefinition;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 86_400_000 }), (ms) => {
        expect(readSetting(quiet, formatSetting(quiet, ms))).toEqual({ value: ms });
      }),
    );
    expect(readSetting(quiet, '1.5s')).toEqual({ value: 1_500 });
  });
});

describe('generated pages', () => {
  it('shows the settings of bots under their prefix', () => {
    expect(renderEnvExample([esm])).toContain('# Beeps a day.\n#ESM_BEEPS=6');
    expect(renderConfigReference([esm])).toContain(
      '| `ESM_BEEPS` | integer 1…20 | `6` | Beeps a day. | `6` |',
    );
  });
});
