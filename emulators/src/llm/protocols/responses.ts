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
import { openAiError } from './openai-errors.ts';
import { toEvent } from './sse.ts';

/** OpenAI's responses. */
export const responses: LlmProtocol = {
  parse,
  renderError: openAiError,
  renderStreamError: (type, message) =>
    toEvent({ type: 'error', sequence_number: 99, code: type, message, param: null }, 'error'),
  renderBody: (plan, call, id, createdAt) => toResponse(plan, call, id, createdAt, toOutput(plan, id)),

  renderEvents(plan, call, id, createdAt) {
    let sequence = 0;
    const event = (type: string, data: LlmJson): string =>
      toEvent({ type, sequence_number: sequence++, ...data }, type);
    const started = { ...toResponse(plan, call, id, createdAt, []), status: 'in_progress', usage: null };
    const output = toOutput(plan, id);
    const parts = output.flatMap((item, index) => renderItem(item, index, plan, event));
    const end = plan.finish === 'length' ? 'response.incomplete' : 'response.completed';
    return [
      event('response.created', { response: started }),
      event('response.in_progress', { response: started }),
      ...parts,
      event(end, { response: toResponse(plan, call, id, createdAt, output) }),
    ];
  },
};

function renderItem(
  item: LlmJson,
  index: number,
  plan: LlmPlan,
  event: (type: string, data: LlmJson) => string,
): readonly string[] {
  const place = { output_index: index, item_id: item.id };
  if (item.type === 'function_call') {
    return [
      event('response.output_item.added', { output_index: index, item: { ...item, arguments: '' } }),
      event('response.function_call_arguments.delta', { ...place, delta: item.arguments }),
      event('response.function_call_arguments.done', { ...place, arguments: item.arguments }),
      event('response.output_item.done', { output_index: index, item }),
    ];
  }
  const refused = plan.finish === 'refusal';
  const empty = refused
    ? { type: 'refusal', refusal: '' }
    : { type: 'output_text', text: '', annotations: [], logprobs: [] };
  const full = refused ? { ...empty, refusal: plan.text } : { ...empty, text: plan.text };
  const name = refused ? 'response.refusal' : 'response.output_text';
  const at = { ...place, content_index: 0 };
  const extra = refused ? {} : { logprobs: [] };
  return [
    event('response.output_item.added', {
      output_index: index,
      item: { ...item, status: 'in_progress', content: [] },
    }),
    event('response.content_part.added', { ...at, part: empty }),
    ...toPieces(plan.text).map((delta) => event(`${name}.delta`, { ...at, delta, ...extra })),
    event(`${name}.done`, { ...at, ...(refused ? { refusal: plan.text } : { text: plan.text, ...extra }) }),
    event('response.content_part.done', { ...at, part: full }),
    event('response.output_item.done', { output_index: index, item }),
  ];
}

function toOutput(plan: LlmPlan, id: string): readonly LlmJson[] {
  const calls = plan.tools.map(({ name, input }, index) => ({
    id: `fc_${id}_${index}`,
    type: 'function_call',
    status: 'completed',
    call_id: `call_${id}_${index}`,
    name,
    arguments: JSON.stringify(input),
  }));
  if (calls.length > 0) return calls;
  const content =
    plan.finish === 'refusal'
      ? { type: 'refusal', refusal: plan.text }
      : { type: 'output_text', text: plan.text, annotations: [], logprobs: [] };
  return [
    {
      id: `msg_${id}`,
      type: 'message',
      status: plan.finish === 'length' ? 'incomplete' : 'completed',
      role: 'assistant',
      content: [content],
    },
  ];
}

function toResponse(
  plan: LlmPlan,
  call: LlmCall,
  id: string,
  createdAt: number,
  output: readonly LlmJson[],
): LlmJson {
  const cut = plan.finish === 'length';
  return {
    id: `resp_${id}`,
    object: 'response',
    created_at: createdAt,
    status: cut ? 'incomplete' : 'completed',
    background: false,
    error: null,
    incomplete_details: cut ? { reason: 'max_output_tokens' } : null,
    instructions: null,
    max_output_tokens: call.maximumTokens,
    model: call.model,
    output,
    parallel_tool_calls: true,
    previous_response_id: null,
    reasoning: { effort: null, summary: null },
    store: call.body.store !== false,
    temperature: call.temperature ?? 1,
    text: call.body.text ?? { format: { type: 'text' } },
    tool_choice: 'auto',
    tools: call.body.tools ?? [],
    top_p: 1,
    truncation: 'disabled',
    usage: {
      input_tokens: plan.tokensIn,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: plan.tokensOut,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: plan.tokensIn + plan.tokensOut,
    },
    user: null,
    metadata: {},
  };
}

function parse(body: LlmJson): LlmCall {
  const { model, input } = body;
  if (typeof model !== 'string') {
    throw new LlmHttpError(400, 'missing_required_parameter', "Missing required parameter: 'model'.");
  }
  if (typeof input !== 'string' && !Array.isArray(input)) {
    throw new LlmHttpError(400, 'missing_required_parameter', "Missing required parameter: 'input'.");
  }
  const items = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
  const all = items
    .filter((item) => typeof valueAt(item, 'role') === 'string')
    .map((item) => ({ role: String(valueAt(item, 'role')), text: textOf(valueAt(item, 'content')) }));
  const isSystem = ({ role }: { role: string }): boolean => role === 'system' || role === 'developer';
  const format = valueAt(body, 'text', 'format', 'type');
  const tools = (Array.isArray(body.tools) ? body.tools : []).map((tool) => [
    String(valueAt(tool, 'name')),
    (valueAt(tool, 'parameters') ?? {}) as LlmJson,
  ]);
  const instructions = typeof body.instructions === 'string' ? [body.instructions] : [];
  return {
    endpoint: 'responses',
    model,
    system: [...instructions, ...all.filter(isSystem).map(({ text }) => text)].join('\n'),
    messages: all.filter((message) => !isSystem(message)),
    lastUserText: all.findLast(({ role }) => role === 'user')?.text ?? '',
    stream: body.stream === true,
    maximumTokens: typeof body.max_output_tokens === 'number' ? body.max_output_tokens : null,
    temperature: typeof body.temperature === 'number' ? body.temperature : null,
    schema:
      format === 'json_schema'
        ? ((valueAt(body, 'text', 'format', 'schema') ?? {}) as LlmJson)
        : format === 'json_object'
          ? {}
          : null,
    answerTool: null,
    tools: Object.fromEntries(tools),
    body,
  };
}
