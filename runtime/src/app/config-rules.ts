import { isIP } from 'node:net';
import { botSchema, type RuntimeSettings, runtimeSchema, type TelegramSettings } from './config-schema.ts';

/** What is wrong with one variable. */
export interface ConfigFault {
  readonly name: string;
  readonly reason: string;
  readonly example?: string;
}

/** Whether `host` can be reached from this machine only: `localhost`, `127.0.0.0/8` or `::1`. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[|\]$/g, '');
  return name === 'localhost' || name === '::1' || (isIP(name) === 4 && name.startsWith('127.'));
}

/** Faults that show only when settings are seen together. */
export function crossFaults(
  settings: RuntimeSettings,
  telegram: Readonly<Record<string, TelegramSettings>>,
): readonly ConfigFault[] {
  const faults: ConfigFault[] = missingTokens(settings);
  if (settings.role !== 'all' && settings.databaseUrl === null) {
    faults.push({
      name: runtimeSchema.databaseUrl.name,
      reason: `is required because ${runtimeSchema.role.name} is ${settings.role}: the embedded database belongs to one process, and its other half could not join`,
      example: runtimeSchema.databaseUrl.example,
    });
  }
  if (settings.pollMinMs > settings.pollMaxMs) {
    faults.push({
      name: runtimeSchema.pollMinMs.name,
      reason: `is ${settings.pollMinMs}, more than ${runtimeSchema.pollMaxMs.name} (${settings.pollMaxMs})`,
      example: runtimeSchema.pollMinMs.example,
    });
  }
  return [...faults, ...telegramFaults(settings, telegram)];
}

/** Settings that work and are still unwise. */
export function unwiseSettings(settings: RuntimeSettings): readonly string[] {
  const warnings = (['apiToken', 'operatorToken'] as const)
    .filter((key) => (settings[key]?.length ?? 16) < 16)
    .map((key) => `${runtimeSchema[key].name} is shorter than 16 characters and can be guessed.`);
  if (settings.publicUrl?.startsWith('http:') && !isLoopback(new URL(settings.publicUrl).hostname)) {
    warnings.push('PUBLIC_URL is not https: Telegram refuses such webhooks, and tokens travel in the clear.');
  }
  return warnings;
}

/** Whoever can be reached from outside must know who is asking. */
function missingTokens(settings: RuntimeSettings): ConfigFault[] {
  const outsideHost = !isLoopback(settings.host);
  const outsideUrl = settings.publicUrl !== null && !isLoopback(new URL(settings.publicUrl).hostname);
  if (!outsideHost && !outsideUrl) return [];
  const cause = outsideHost ? `HOST is ${settings.host}, not loopback` : 'PUBLIC_URL is not loopback';
  return (['apiToken', 'operatorToken'] as const)
    .filter((key) => settings[key] === null)
    .map((key) => ({
      name: runtimeSchema[key].name,
      reason: `is required because ${cause}`,
      example: runtimeSchema[key].example,
    }));
}

function telegramFaults(
  settings: RuntimeSettings,
  telegram: Readonly<Record<string, TelegramSettings>>,
): readonly ConfigFault[] {
  const faults: ConfigFault[] = [];
  const owners = new Map<string, string>();
  for (const [bot, { botToken, webhookSecret }] of Object.entries(telegram)) {
    if (botToken === null) continue;
    const prefix = `${bot.toUpperCase()}_`;
    if (settings.publicUrl !== null && webhookSecret === null) {
      faults.push({
        name: `${prefix}${botSchema.telegramWebhookSecret.name}`,
        reason: 'is required because PUBLIC_URL is set: without it anyone could pose as Telegram',
        example: botSchema.telegramWebhookSecret.example,
      });
    }
    const owner = owners.get(botToken);
    if (owner !== undefined) {
      faults.push({
        name: `${prefix}${botSchema.telegramBotToken.name}`,
        reason: `is the token of ${owner} too: Telegram serves one receiver a token`,
        example: botSchema.telegramBotToken.example,
      });
    }
    owners.set(botToken, bot);
  }
  return faults;
}
