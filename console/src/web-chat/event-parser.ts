/** One server-sent event. */
export interface ServerEvent {
  readonly event: string;
  readonly data: string;
  /** The `id:` of this event; null when it had none. */
  readonly id: string | null;
}

/** What one chunk of a stream contained. */
export interface ParsedChunk {
  readonly events: readonly ServerEvent[];
  /** Reconnection time asked for by the server. */
  readonly retryMs: number | null;
}

/**
 * A parser of `text/event-stream` for chunks cut anywhere. An event is told at its blank line, so a
 * stream that breaks in the middle of an event never yields half of it.
 */
export function createEventParser(): (chunk: string) => ParsedChunk {
  let rest = '';
  let event = '';
  let id: string | null = null;
  let data: string[] = [];

  return (chunk) => {
    const events: ServerEvent[] = [];
    let retryMs: number | null = null;
    rest += chunk;
    // A final CR may be half of a CRLF: leave it for the next chunk.
    const held = rest.endsWith('\r') ? '\r' : '';
    const lines = (held ? rest.slice(0, -1) : rest).split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + held;
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) events.push({ event: event || 'message', data: data.join('\n'), id });
        event = '';
        id = null;
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon === -1 ? line : line.slice(0, colon);
      const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') event = value;
      else if (field === 'id') id = value;
      else if (field === 'data') data.push(value);
      else if (field === 'retry' && /^\d+$/.test(value)) retryMs = Number(value);
    }
    return { events, retryMs };
  };
}
