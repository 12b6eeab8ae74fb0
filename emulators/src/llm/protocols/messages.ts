import {
  type LlmCall,
  LlmHttpError,
  type LlmJson,
  type LlmPlan,
  type LlmProtocol,
  textOf,
  toPieces,
  valueAt,
} from '../types.ts';
import { toEvent } from './sse.ts';

const reasons = { stop: 'end_turn', length: 'max_tokens', refusal: 'refusal', tool: 'tool_use' } as const;

const errorTypes: Readonly<Record<number, string>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  500: 'api_error',
  529: 'overloaded_error',
};

/** Anthropic's messages. */
export const messages: LlmProtocol = {
  parse,
  renderError: (status, type, message) => ({
    type: 'error',
    error: { type: errorTypes[status] ?? type, message },
    request_id: 'req_opora',
  }),
  renderStreamError: (type, message) => toEvent({ type: 'error', error: { type, message } }, 'error'),

  renderBody: (plan, call, id) => ({
    ...toMessage(call, id),
    content: toContent(plan, call, id),
    stop_reason: toReason(plan, call),
    usage: toUsage(plan),
  }),

  renderEvents(plan, call, id) {
    const event = (type: string, data: LlmJson): string => toEvent({ type, ...data }, type);
    const blocks = toContent(plan, call, id);
    return [
      event('message_start', {
        message: {
          ...toMessage(call, id),
          content: [],
          stop_reason: null,
          usage: { ...toUsage(plan), output_tokens: 1 },
        },
      }),
      event('ping', {}),
      ...blocks.flatMap((block, index) => renderBlock(block, index, event)),
      event('message_delta', {
        delta: { stop_reason: toReason(plan, call), stop_sequence: null },
        usage: { output_tokens: plan.tokensOut },
      }),
      event('message_stop', {}),
    ];
  },
};

function renderBlock(
  block: LlmJson,
  index: number,
  event: (type: string, data: LlmJson) => string,
): readonly string[] {
  const isTool = block.type === 'tool_use';
  const { raw, ...plain } = block;
  const start = isTool ? { ...plain, input: {} } : { type: 'text', text: '' };
  const written = isTool ? String(raw ?? JSON.stringify(block.input)) : String(block.text);
  const deltas = (isTool ? (written.match(/[\s\S]{1,24}/g) ?? []) : toPieces(written)).map((piece) =>
    event('content_block_delta', {
      index,
      delta: isTool ? { type: 'input_json_delta', partial_json: piece } : { type: 'text_delta', text: piece },
    }),
  );
  return [
    event('content_block_start', { index, content_block: start }),
    ...deltas,
    event('content_block_stop', { index }),
  ];
}

const toMessage = (call: LlmCall, id: string): LlmJson => ({
  id: `msg_${id}`,
  type: 'message',
  role: 'assistant',
  model: call.model,
  stop_sequence: null,
});

/** With an answer tool the object is the tool's input; what is no JSON goes out as the text it is. */
function toContent(plan: LlmPlan, call: LlmCall, id: string): readonly LlmJson[] {
  const tools = plan.tools.map(({ name, input }, index) => ({
    type: 'tool_use',
    id: `toolu_${id}_${index}`,
    name,
    input,
  }));
  if (tools.length > 0) return tools;
  const input = call.answerTool === null || plan.finish === 'refusal' ? undefined : readJson(plan.text);
  if (input !== undefined) return [{ type: 'tool_use', id: `toolu_${id}_0`, name: call.answerTool, input }];
  if (isBrokenObject(plan, call)) {
    return [{ type: 'tool_use', id: `toolu_${id}_0`, name: call.answerTool, input: {}, raw: plan.text }];
  }
  return plan.text === '' ? [] : [{ type: 'text', text: plan.text }];
}

function toReason(plan: LlmPlan, call: LlmCall): string {
  const isObject = readJson(plan.text) !== undefined || isBrokenObject(plan, call);
  const asTool = plan.finish === 'stop' && call.answerTool !== null && isObject;
  return asTool ? 'tool_use' : reasons[plan.finish];
}

/** Streams can carry the beginning of an object that is never completed. */
const isBrokenObject = (plan: LlmPlan, call: LlmCall): boolean =>
  call.answerTool !== null && call.stream && plan.finish !== 'refusal' && plan.text.startsWith('{');

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const toUsage = ({ tokensIn, tokensOut }: LlmPlan): LlmJson => ({
  input_tokens: tokensIn,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: tokensOut,
  service_tier: 'standard',
});

function parse(body: LlmJson): LlmCall {
  const { model, messages: said, max_tokens: maximum } = body;
  const missing = (name: string): LlmHttpError =>
    new LlmHttpError(400, 'invalid_request_error', `${name}: Field required`);
  if (typeof model !== 'string') throw missing('model');
  if (typeof maximum !== 'number') throw missing('max_tokens');
  if (!Array.isArray(said) || said.length === 0) throw missing('messages');
  const all = said.map((message) => ({
    role: String(valueAt(message, 'role')),
    text: textOf(valueAt(message, 'content')),
  }));
  const tools = (Array.isArray(body.tools) ? body.tools : []).map(
    (tool) => [String(valueAt(tool, 'name')), (valueAt(tool, 'input_schema') ?? {}) as LlmJson] as const,
  );
  // Older models answer structured requests by a tool that they must use.
  const forced =
    valueAt(body, 'tool_choice', 'type') === 'tool' ? valueAt(body, 'tool_choice', 'name') : undefined;
  const only = valueAt(body, 'tool_choice', 'type') === 'any' && tools.length === 1 ? tools[0]?.[0] : forced;
  const answerTool = typeof only === 'string' ? only : null;
  const format = valueAt(body, 'output_config', 'format') ?? body.output_format;
  const toolSchema = answerTool === null ? null : (tools.find(([name]) => name === answerTool)?.[1] ?? null);
  return {
    endpoint: 'messages',
    model,
    system: textOf(body.system),
    messages: all,
    lastUserText: all.findLast(({ role }) => role === 'user')?.text ?? '',
    stream: body.stream === true,
    maximumTokens: maximum,
    temperature: typeof body.temperature === 'number' ? body.temperature : null,
    schema: (valueAt(format, 'schema') as LlmJson | undefined) ?? toolSchema,
    answerTool,
    tools: Object.fromEntries(tools),
    body,
  };
}
