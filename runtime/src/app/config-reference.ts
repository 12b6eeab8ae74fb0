import { type BotSettings, botSchema, runtimeGroups, type SettingGroup } from './config-schema.ts';
import { formatSetting, type SettingDefinition } from './config-setting.ts';

const command = 'npm run opora -- config reference --write';

/** The text of `.env.example`: every variable, commented out, at its default or an example. */
export function renderEnvExample(bots: readonly BotSettings[] = []): string {
  const intro = [
    '# Every setting of Opora. Copy to .env and uncomment what you change; the environment wins over .env.',
    `# Generated from the schema: ${command}`,
  ].join('\n');
  const parts = groups(bots).map((group) => {
    const settings = group.settings.map(envLines);
    return [`# --- ${group.title} ---`, ...settings].join('\n\n');
  });
  return `${[intro, ...parts].join('\n\n')}\n`;
}

/** The text of `docs/reference/configuration.md`: a table of the variables of each subject. */
export function renderConfigReference(bots: readonly BotSettings[] = []): string {
  const intro = [
    '# Configuration',
    '',
    `<!-- Generated from the schema: ${command} -->`,
    '',
    'Environment variables and, where those are silent, the file `.env`. They are read once at start; all',
    'faults are reported together, and nothing is contacted before they are mended. An empty variable counts',
    "as unset. Unknown names that begin with `OPORA_` or with a bot's prefix are refused. In `.env` a value with a",
    '`#` stands in quotes. Secrets print as `[redacted]`. `npm run opora -- config print` shows the values in use and',
    'where each came from.',
  ].join('\n');
  const parts = groups(bots).map((group) => {
    const rows = group.settings.map(row);
    const head = ['| Variable | Type | Default | Meaning | Example |', '|---|---|---|---|---|'];
    return [`## ${group.title}`, '', ...head, ...rows].join('\n');
  });
  return `${[intro, ...parts].join('\n\n')}\n`;
}

/** Without bots the settings that all of them share are shown once, under a prefix to fill in. */
function groups(bots: readonly BotSettings[]): readonly SettingGroup[] {
  const shared = Object.values(botSchema);
  if (bots.length === 0) {
    return [
      ...runtimeGroups,
      { title: 'Each bot, for example ESM_…', settings: withPrefix('<BOT>', shared) },
    ];
  }
  const own = bots.map((bot) => ({
    title: `Bot ${bot.name}`,
    settings: withPrefix(bot.name.toUpperCase(), [...shared, ...bot.settings]),
  }));
  return [...runtimeGroups, ...own];
}

function withPrefix(prefix: string, settings: readonly SettingDefinition[]): readonly SettingDefinition[] {
  return settings.map((definition) => ({ ...definition, name: `${prefix}_${definition.name}` }));
}

function envLines(definition: SettingDefinition): string {
  const preset = formatSetting(definition, definition.default);
  const marks = definition.required
    ? ' Required.'
    : definition.generated
      ? ' Made by a demo installation.'
      : '';
  return `# ${definition.description}${marks}\n#${definition.name}=${preset === '' ? definition.example : preset}`;
}

function row(definition: SettingDefinition): string {
  const preset = formatSetting(definition, definition.default);
  const cells = [
    code(definition.name),
    typeOf(definition),
    preset === '' ? emptyDefault(definition) : code(preset),
    definition.description,
    code(definition.example),
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function emptyDefault({ required, generated }: SettingDefinition): string {
  if (generated !== undefined) return 'made once in demo, else required';
  return required === true ? 'required' : '';
}

function typeOf(definition: SettingDefinition): string {
  const secret = definition.secret ? ', secret' : '';
  if (definition.type === 'choice') return `${(definition.values ?? []).map(code).join(' ')}${secret}`;
  const { min, max } = definition;
  const limits = [min, max].map((limit) => (limit === undefined ? '' : formatSetting(definition, limit)));
  return `${definition.type}${min === undefined && max === undefined ? '' : ` ${limits.join('…')}`}${secret}`;
}

function code(text: string): string {
  return `\`${text}\``;
}
