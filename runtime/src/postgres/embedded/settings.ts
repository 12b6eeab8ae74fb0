/** What the embedded server runs with unless the caller says otherwise: small, durable, quiet. */
const DEFAULTS: Readonly<Record<string, string>> = {
  // Durability is the promise of the product; named here so that a reader and the start check see it.
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  // Memory: about 50 MB in all with a pool of six connections.
  shared_buffers: '24MB',
  work_mem: '4MB',
  maintenance_work_mem: '32MB',
  autovacuum_work_mem: '16MB',
  wal_buffers: '4MB',
  temp_buffers: '1MB',
  max_connections: '40',
  // Each of these would be a process, and a query on two cores gains nothing from helpers.
  io_method: 'sync',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  max_logical_replication_workers: '0',
  jit: 'off',
  // Nobody replicates from an embedded server; less WAL a Turn.
  wal_level: 'minimal',
  max_wal_senders: '0',
  min_wal_size: '64MB',
  max_wal_size: '512MB',
  checkpoint_timeout: '10min',
  effective_cache_size: '512MB',
  random_page_cost: '1.1',
  // Queue tables die and are born all day long: vacuum often and a little.
  autovacuum_max_workers: '2',
  autovacuum_naptime: '10s',
  autovacuum_vacuum_scale_factor: '0.05',
  autovacuum_vacuum_insert_scale_factor: '0.1',
  autovacuum_analyze_scale_factor: '0.05',
  autovacuum_vacuum_cost_limit: '1000',
  // User text must not reach the log: neither statements nor the DETAIL lines with key values.
  log_min_messages: 'warning',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  log_line_prefix: '%m [%p] ',
  log_timezone: 'UTC',
  timezone: 'UTC',
  lc_messages: 'C',
  default_text_search_config: 'pg_catalog.simple',
  // The file below is the truth; a setting changed in a session would outlive an upgrade unnoticed.
  allow_alter_system: 'off',
};

/** Where the server listens: a unix socket folder, or a loopback port. */
export type ListenAddress =
  | { readonly kind: 'socket'; readonly folder: string }
  | { readonly kind: 'loopback'; readonly port: number };

/**
 * Renders the server's configuration file; `overrides` win over the defaults, the listen address wins over
 * both. The version of the binaries is part of the text: equal texts mean that a running server may be kept.
 */
export function renderConfiguration(
  address: ListenAddress,
  overrides: Readonly<Record<string, string>>,
  version: string,
): string {
  const listen: Record<string, string> =
    address.kind === 'socket'
      ? { listen_addresses: '', unix_socket_directories: quoteListItem(address.folder), port: '5432' }
      : { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(address.port) };
  const settings = { ...DEFAULTS, ...overrides, ...listen };
  const lines = Object.entries(settings).map(([name, value]) => `${name} = ${quoteValue(value)}`);
  const header = `# Postgres ${version}. Written by Opora at every start; changes here are lost.`;
  return `${header}\n${lines.join('\n')}\n`;
}

/** In a configuration file quotes are doubled and a backslash begins an escape. */
function quoteValue(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
}

/** Within a list setting a path may be quoted, which keeps its commas and spaces. */
function quoteListItem(path: string): string {
  return `"${path.replaceAll('"', '""')}"`;
}
