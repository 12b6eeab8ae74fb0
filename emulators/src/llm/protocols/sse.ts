/** An SSE event with JSON data; `event` names it when the protocol does. */
export function toEvent(data: unknown, event?: string): string {
  return `${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** The end of OpenAI's streams of chat completions. */
export const doneEvent = 'data: [DONE]\n\n';
