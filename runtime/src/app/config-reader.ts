import { randomBytes } from 'node:crypto';
import { createRedactor } from '../core/redaction.ts';
import type { DotenvFile } from './config-dotenv.ts';
import { isServiceLink, nearestName } from './config-names.ts';
import type { ConfigFault } from './config-rules.ts';
import { type BotSettings, botSchema, runtimeSchema } from './config-schema.ts';
import { formatSetting, readSetting, type SettingDefinition, type SettingValue } from './config-setting.ts';

/** Where a value came from. */
export type SettingSource = 'environment' | '.env' | 'default' | 'generated';

/** One variable as `printConfig` shows it; `value` is already redacted. */
export interface SettingEntry {
  readonly name: string;
  readonly value: string;
  readonly source: SettingSource;
}

/** Looks variables up, and keeps what was found out on the way. */
export class SettingReader {
  readonly faults: ConfigFault[] = [];
  readonly warnings: string[] = [];
  readonly entries: SettingEntry[] = [];
  readonly secrets: Set<string> = new Set();
  private readonly environment: Readonly<Record<string, string | undefined>>;
  private readonly file: DotenvFile['values'];
  private readonly cut: DotenvFile['cut'];
  private readonly redactor = createRedactor();

  constructor(environment: Readonly<Record<string, string | undefined>>, { values, cut }: DotenvFile) {
    this.environment = environment;
    this.file = values;
    this.cut = cut;
  }

  /** The value of a setting; after a fault its default, so that the other faults are found too. */
  read<Value extends SettingValue>(definition: SettingDefinition<Value>, bot?: string): Value {
    const name = variableName(definition.name, bot);
    const [text, source] = this.lookUp(name);
    // Each type of a definition reads to its own type of value.
    const plain = definition as SettingDefinition;
    if (source === '.env' && this.cut.has(name)) {
      this.faults.push({ name, reason: 'is cut off at a # in .env: put the whole value in quotes' });
      return definition.default;
    }
    if (text === '') {
      if (definition.required) this.fault(name, 'is required', plain);
      this.entry(name, plain, definition.default, 'default');
      return definition.default;
    }
    const reading = readSetting(plain, text);
    if ('reason' in reading) {
      const shown = definition.secret ? '' : `, not "${shorten(text)}"`;
      this.fault(name, `${reading.reason}${shown}`, plain);
      return definition.default;
    }
    if (definition.secret) this.keepSecret(text);
    this.entry(name, plain, reading.value, source);
    return reading.value as Value;
  }

  /** Whether anybody has set the variable, rightly or wrongly. */
  isSet(name: string): boolean {
    return this.lookUp(name)[0] !== '';
  }

  generate(name: string): string {
    const token = randomBytes(24).toString('base64url');
    this.addGenerated(name, token);
    return token;
  }

  /** Shows a variable as generated; `secret` is null while it has not been made yet. */
  addGenerated(name: string, secret: string | null): void {
    if (secret !== null) this.secrets.add(secret);
    const index = this.entries.findIndex((entry) => entry.name === name);
    this.entries.splice(index, 1, { name, value: '[redacted]', source: 'generated' });
  }

  /** Shows `value` for a variable that is not set: a default that other variables decide. */
  showDefault(name: string, value: string): void {
    const index = this.entries.findIndex((entry) => entry.name === name);
    this.entries.splice(index, 1, { name, value, source: 'default' });
  }

  /** Names that look like ours and are not: a misspelt setting must not be ignored in silence. */
  refuseUnknown(bots: readonly BotSettings[]): void {
    const runtimeNames = Object.values(runtimeSchema).map((definition) => definition.name);
    const shared = Object.values(botSchema);
    const botNames = bots.flatMap((bot) =>
      [...shared, ...bot.settings].map((definition) => variableName(definition.name, bot.name)),
    );
    const known = new Set([...runtimeNames, ...botNames]);
    const prefixes = ['OPORA_', ...bots.map((bot) => variableName('', bot.name))];
    for (const name of new Set([...Object.keys(this.environment), ...Object.keys(this.file)])) {
      if (known.has(name) || isServiceLink(name, this.environment[name] ?? '')) continue;
      const bare = name.replace(/^OPORA_/, '');
      const nearest = known.has(bare) ? bare : nearestName(name, [...known]);
      if (prefixes.some((prefix) => name.startsWith(prefix))) {
        const advice = nearest ? `; did you mean ${nearest}?` : '; remove it or correct its name';
        this.faults.push({ name, reason: `is not a known setting${advice}` });
      } else if (nearest && name in this.file) {
        this.warnings.push(`${name} in .env is not a known setting; did you mean ${nearest}?`);
      }
    }
  }

  private lookUp(name: string): readonly [text: string, source: SettingSource] {
    const fromEnvironment = this.environment[name]?.trim() ?? '';
    if (fromEnvironment !== '') return [fromEnvironment, 'environment'];
    return [this.file[name]?.trim() ?? '', '.env'];
  }

  private fault(name: string, reason: string, definition: SettingDefinition): void {
    this.faults.push({ name, reason, example: definition.example });
  }

  private entry(
    name: string,
    definition: SettingDefinition,
    value: SettingValue,
    source: SettingSource,
  ): void {
    const text = formatSetting(definition, value);
    const shown = definition.secret && text !== '' ? '[redacted]' : this.redactor.text(text);
    this.entries.push({ name, value: shown, source });
  }

  private keepSecret(text: string): void {
    this.secrets.add(text);
    if (!URL.canParse(text)) {
      // A list of keys, or a token behind an id: each of them is secret by itself.
      for (const part of text.split(/[\s,:]+/)) if (part.length >= 20) this.secrets.add(part);
      return;
    }
    const password = new URL(text).password;
    // A short password ("postgres") would black out an ordinary word in every log line.
    if (password.length >= 12) this.secrets.add(password).add(percentDecoded(password));
  }
}

/** The whole name of a variable: a bot's own carry its name in capitals as prefix. */
export function variableName(name: string, bot: string | undefined): string {
  return bot === undefined ? name : `${bot.toUpperCase()}_${name}`;
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
