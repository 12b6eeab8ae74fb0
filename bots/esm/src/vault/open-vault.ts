import { ConfigError } from 'opora';
import type { EsmSettings } from '../esm-settings.ts';
import { parseDataKeys } from './data-keys.ts';
import { createVault, type Vault } from './vault.ts';

const vaults = new Map<string, Vault>();
const mostVaults = 16;

/**
 * The vault of an installation, for Turns and for everything beside them.
 * @throws ConfigError `esm_data_key_missing` without a key; `esm_data_key_invalid`.
 */
export function openVault({ dataKey }: Pick<EsmSettings, 'dataKey'>): Vault {
  if (dataKey === null) {
    throw new ConfigError(
      'esm_data_key_missing',
      'ESM_DATA_KEY is needed: the texts of participants are encrypted with it. Make one with "openssl rand -base64 32" and keep a copy apart from the backups.',
    );
  }
  const known = vaults.get(dataKey);
  if (known !== undefined) return known;
  const vault = createVault(parseDataKeys(dataKey));
  // Deriving keys costs more than sealing. A process knows one value of the variable, tests a few.
  if (vaults.size >= mostVaults) vaults.clear();
  vaults.set(dataKey, vault);
  return vault;
}

/** The same as a promise. */
export async function vaultFor(settings: Pick<EsmSettings, 'dataKey'>): Promise<Vault> {
  return openVault(settings);
}
