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
import { doneEvent, toEvent } from './sse.ts';

const finishes = { stop: 'stop', length: 'length', refusal: 'stop', tool: 'tool_calls' } as const;

/** OpenAI's chat completions. */
export const chatCompletions: LlmProtocol = {
  parse,
  renderError: openAiError,
  renderStreamError: (type, message) => toEvent(openAiError(500, type, message)),

  renderBody(plan, call, id, createdAt) {
    const calls = toToolCalls(plan, id);
    return {
      id: `chatcmpl-${id}`,
      object: 'chat.completion',
      created: createdAt,
      model: call.model,
      choices: [
        {
          index: 0,
          message: {
            role: 'assistant',
            content: plan.finish === 'refusal' || calls.length > 0 ? null : plan.text,
            refusal: plan.finish === 'refusal' ? plan.text : null,
            annotations: [],
            ...(calls.length === 0 ? {} : { tool_calls: calls }),
          },
          logprobs: null,
          finish_reason: finishes[plan.finish],
        },
      ],
      usage: toUsage(plan),
      service_tier: 'default',
      system_fingerprint: 'fp_opora',
    };
  },

  renderEvents(plan, call, id, createdAt) {
    const chunk = (choices: readonly LlmJson[], extra: LlmJson = {}): string =>
      toEvent({
        id: `chatcmpl-${id}`,
        object: 'chat.completion.chunk',
        created: createdAt,
        model: call.model,
        service_tier: 'default',
        system_fingerprint: 'fp_opora',
        choices,
        ...extra,
      });
    const delta = (value: LlmJson, finish: string | null = null): string =>
      chunk([{ index: 0, delta: value, logprobs: null, finish_reason: finish }]);
    const field = plan.finish === 'refusal' ? 'refusal' : 'content';
    const tools = toToolCalls(plan, id).map((tool, index) => delta({ tool_calls: [{ index, ...tool }] }));
    const wantsUsage = valueAt(call.body, 'stream_options', 'include_usage') === true;
    return [
      delta({ role: 'assistant', content: plan.tools.length > 0 ? null : '', refusal: null }),
      ...toPieces(plan.text).map((piece) => delta({ [field]: piece })),
      ...tools,
      delta({}, finishes[plan.finish]),
      ...(wantsUsage ? [chunk([], { usage: toUsage(plan) })] : []),
      doneEvent,
    ];
  },
};

function parse(body: LlmJson): LlmCall {
  const { model, messages } = body;
  if (typeof model !== 'string') {
    throw new LlmHttpError(400, 'missing_required_parameter', 'you must provide a model parameter');
  }
  if (!Array.isArray(messages) || messages.length === 0) {
    throw new LlmHttpError(400, 'missing_required_parameter', "Missing required parameter: 'messages'.");
  }
  const all = messages.map((message) => ({
    role: String(valueAt(message, 'role')),
    text: textOf(valueAt(message, 'content')),
  }));
  const isSystem = ({ role }: { role: string }): boolean => role === 'system' || role === 'developer';
  const format = valueAt(body, 'response_format', 'type');
  const maximum = body.max_completion_tokens ?? body.max_tokens;
  const tools = (Array.isArray(body.tools) ? body.tools : []).map((tool) => [
    String(valueAt(tool, 'function', 'name')),
    (valueAt(tool, 'function', 'parameters') ?? {}) as LlmJson,
  ]);
  return {
    endpoint: 'chat-completions',
    model,
    system: all
      .filter(isSystem)
      .map(({ text }) => text)
      .join('\n'),
    messages: all.filter((message) => !isSystem(message)),
    lastUserText: all.findLast(({ role }) => role === 'user')?.text ?? '',
    stream: body.stream === true,
    maximumTokens: typeof maximum === 'number' ? maximum : null,
    temperature: typeof body.temperature === 'number' ? body.temperature : null,
    schema:
      format === 'json_schema'
        ? ((valueAt(body, 'response_format', 'json_schema', 'schema') ?? {}) as LlmJson)
        : format === 'json_object'
          ? {}
          : null,
    answerTool: null,
    tools: Object.fromEntries(tools),
    body,
  };
}

function toToolCalls(plan: LlmPlan, id: string): readonly LlmJson[] {
  return plan.tools.map(({ name, input }, index) => ({
    id: `call_${id}_${index}`,
    type: 'function',
    function: { name, arguments: JSON.stringify(input) },
  }));
}

function toUsage({ tokensIn, tokensOut }: LlmPlan): LlmJson {
  return {
    prompt_tokens: tokensIn,
    completion_tokens: tokensOut,
    total_tokens: tokensIn + tokensOut,
    prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: 0,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
