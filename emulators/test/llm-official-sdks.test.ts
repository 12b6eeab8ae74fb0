import Anthropic from '@anthropic-ai/sdk';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLlmEmulator, type LlmEmulator } from '../src/llm/index.ts';

let emulator: LlmEmulator;
let openai: OpenAI;
let anthropic: Anthropic;

beforeAll(async () => {
  emulator = createLlmEmulator();
  await emulator.start();
  openai = new OpenAI({ apiKey: 'sk-test', baseURL: emulator.url, maxRetries: 0 });
  const baseURL = emulator.url.replace(/\/v1$/, '');
  anthropic = new Anthropic({ apiKey: 'sk-ant-test', baseURL, maxRetries: 0 });
});
afterAll(() => emulator.stop());
beforeEach(() => {
  emulator.clearRules();
  emulator.clearFaults();
  emulator.clearJournal();
  emulator.addRule({ match: { text: 'price' }, answer: { text: 'The price is ten euros, all included.' } });
});

const model = 'gpt-4.1-mini';
const claude = 'claude-haiku-4-5';
const ask = [{ role: 'user' as const, content: 'What is the price?' }];
const schema = {
  type: 'object',
  properties: { amount: { type: 'number' } },
  required: ['amount'],
  additionalProperties: false,
};
const tool = { name: 'look_up', input: { sku: 'A1' } };

describe("OpenAI's SDK: chat completions", () => {
  it('answers whole and in a stream, with usage', async () => {
    const whole = await openai.chat.completions.create({ model, messages: ask });
    expect(whole.choices[0]).toMatchObject({
      finish_reason: 'stop',
      message: { content: 'The price is ten euros, all included.' },
    });
    expect(whole.usage?.total_tokens).toBeGreaterThan(0);
    const stream = await openai.chat.completions.create({
      ...{ model, messages: ask, stream: true },
      stream_options: { include_usage: true },
    });
    let text = '';
    let tokens = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      tokens = chunk.usage?.total_tokens ?? tokens;
    }
    expect(text).toBe('The price is ten euros, all included.');
    expect(tokens).toBe(whole.usage?.total_tokens);
  });

  it('fills a schema, calls a tool, refuses and stops at the length limit', async () => {
    const structured = await openai.chat.completions.create({
      ...{ model, messages: [{ role: 'user', content: 'x' }] },
      response_format: { type: 'json_schema', json_schema: { name: 'a', schema, strict: true } },
    });
    expect(JSON.parse(structured.choices[0]?.message.content ?? '')).toEqual({ amount: 1 });
    emulator.addRule({ answer: { tool }, times: 1 });
    const called = await openai.chat.completions.stream({ model, messages: ask }).finalChatCompletion();
    expect(called.choices[0]).toMatchObject({
      finish_reason: 'tool_calls',
      message: {
        tool_calls: [{ type: 'function', function: { name: 'look_up', arguments: '{"sku":"A1"}' } }],
      },
    });
    emulator.addFault({ kind: 'refusal' });
    const refused = await openai.chat.completions.stream({ model, messages: ask }).finalChatCompletion();
    expect(refused.choices[0]?.message.refusal).toContain("can't help");
    const cut = await openai.chat.completions.create({ model, messages: ask, max_completion_tokens: 3 });
    expect(cut.choices[0]?.finish_reason).toBe('length');
  });
});

describe("OpenAI's SDK: responses", () => {
  it('answers whole and in a stream that the SDK reassembles', async () => {
    const whole = await openai.responses.create({ model, input: 'the price?', instructions: 'Be kind.' });
    expect(whole.output_text).toBe('The price is ten euros, all included.');
    expect(emulator.journal()[0]).toMatchObject({ system: 'Be kind.', lastUserText: 'the price?' });
    const stream = openai.responses.stream({ model, input: 'the price?', instructions: 'Be kind.' });
    const types: string[] = [];
    for await (const event of stream) types.push(event.type);
    const final = await stream.finalResponse();
    expect(final.output_text).toBe(whole.output_text);
    expect(final.usage).toEqual(whole.usage);
    expect(types[0]).toBe('response.created');
    expect(types.at(-1)).toBe('response.completed');
  });

  it('fills a schema, calls a tool, and is incomplete at the length limit', async () => {
    const format = { type: 'json_schema' as const, name: 'a', schema, strict: true };
    const structured = await openai.responses.create({ model, input: 'x', text: { format } });
    expect(JSON.parse(structured.output_text)).toEqual({ amount: 1 });
    emulator.addRule({ answer: { tool }, times: 1 });
    const called = await openai.responses.stream({ model, input: 'x' }).finalResponse();
    expect(called.output[0]).toMatchObject({ type: 'function_call', arguments: '{"sku":"A1"}' });
    const cut = await openai.responses.create({ model, input: 'price', max_output_tokens: 3 });
    expect(cut).toMatchObject({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } });
  });
});

describe("OpenAI's SDK: media", () => {
  it('embeds, as numbers and as base64, the same for the same text', async () => {
    const vectors = await openai.embeddings.create({ model: 'e', input: ['one', 'two', 'one'] });
    const plain = await openai.embeddings.create({ model: 'e', input: 'one', encoding_format: 'float' });
    expect(vectors.data[0]?.embedding).toEqual(vectors.data[2]?.embedding);
    expect(vectors.data[0]?.embedding).not.toEqual(vectors.data[1]?.embedding);
    const first = vectors.data[0]?.embedding ?? [];
    for (const [index, value] of (plain.data[0]?.embedding ?? []).entries()) {
      expect(value).toBeCloseTo(first[index] ?? 0, 6);
    }
    const short = await openai.embeddings.create({ model: 'e', input: 'one', dimensions: 8 });
    expect(short.data[0]?.embedding).toHaveLength(8);
  });

  it('moderates, transcribes and speaks', async () => {
    const fine = await openai.moderations.create({ input: 'hello' });
    const bad = await openai.moderations.create({ input: 'please flagme' });
    expect([fine.results[0]?.flagged, bad.results[0]?.flagged]).toEqual([false, true]);
    emulator.addRule({ match: { endpoint: 'transcriptions', text: 'beep' }, answer: { text: 'One, two.' } });
    const file = await OpenAI.toFile(Buffer.from('sound'), 'beep.ogg', { type: 'audio/ogg' });
    expect((await openai.audio.transcriptions.create({ model: 'whisper-1', file })).text).toBe('One, two.');
    const sound = await openai.audio.speech.create({
      ...{ model: 'tts-1', voice: 'alloy', input: 'Hello', response_format: 'wav' },
    });
    expect(
      Buffer.from(await sound.arrayBuffer())
        .subarray(0, 4)
        .toString(),
    ).toBe('RIFF');
  });
});

describe("Anthropic's SDK", () => {
  it('answers whole and in a stream, with usage', async () => {
    const request = { model: claude, max_tokens: 100, system: 'Be kind.', messages: ask };
    const whole = await anthropic.messages.create(request);
    expect(whole).toMatchObject({ stop_reason: 'end_turn', content: [{ type: 'text' }] });
    const final = await anthropic.messages.stream(request).finalMessage();
    expect(final.content).toEqual(whole.content);
    expect(final.usage).toMatchObject({
      input_tokens: whole.usage.input_tokens,
      output_tokens: whole.usage.output_tokens,
    });
    expect(emulator.journal()[0]).toMatchObject({ system: 'Be kind.', endpoint: 'messages' });
  });

  it('calls a tool, refuses, and stops at the length limit', async () => {
    emulator.addRule({ answer: { tool }, times: 1 });
    const called = await anthropic.messages
      .stream({ model: claude, max_tokens: 100, messages: ask })
      .finalMessage();
    expect(called).toMatchObject({
      stop_reason: 'tool_use',
      content: [{ type: 'tool_use', name: 'look_up', input: { sku: 'A1' } }],
    });
    emulator.addFault({ kind: 'refusal' });
    const refused = await anthropic.messages.create({ model: claude, max_tokens: 100, messages: ask });
    expect(refused.stop_reason).toBe('refusal');
    const cut = await anthropic.messages.create({ model: claude, max_tokens: 3, messages: ask });
    expect(cut.stop_reason).toBe('max_tokens');
  });
});

describe('errors, as the SDKs understand them', () => {
  it.each([
    ['rate-limited', OpenAI.RateLimitError, Anthropic.RateLimitError],
    ['server-error', OpenAI.InternalServerError, Anthropic.InternalServerError],
    ['overloaded', OpenAI.InternalServerError, Anthropic.InternalServerError],
    ['unauthorized', OpenAI.AuthenticationError, Anthropic.AuthenticationError],
    ['status', OpenAI.BadRequestError, Anthropic.BadRequestError],
    ['cut-before', OpenAI.APIConnectionError, Anthropic.APIConnectionError],
  ] as const)('%s', async (kind, openAiError, anthropicError) => {
    emulator.addFault({ kind, count: 2, retryAfterSeconds: 7 });
    await expect(openai.chat.completions.create({ model, messages: ask })).rejects.toThrow(openAiError);
    const request = { model: claude, max_tokens: 10, messages: ask };
    await expect(anthropic.messages.create(request)).rejects.toThrow(anthropicError);
    expect(emulator.ledger()).toMatchObject({ calls: 2, purchases: 0 });
  });

  it('thinks, unless told not to, and refuses a temperature with a model that thinks', async () => {
    const asked = { model: 'claude-haiku-5-5', max_tokens: 100, messages: ask };
    expect((await anthropic.messages.create(asked)).stop_reason).toBe('max_tokens');
    const told = await anthropic.messages.create({ ...asked, thinking: { type: 'disabled' } });
    expect(told.stop_reason).toBe('end_turn');
    const warm = { ...asked, temperature: 0 } as Anthropic.MessageCreateParamsNonStreaming;
    await expect(anthropic.messages.create(warm)).rejects.toThrow('temperature');
    const luna = { model: 'gpt-6-luna', input: 'price', max_output_tokens: 100 };
    expect((await openai.responses.create(luna)).status).toBe('incomplete');
    const silent = await openai.responses.create({ ...luna, reasoning: { effort: 'none' } });
    expect(silent.status).toBe('completed');
    await expect(openai.responses.create({ ...luna, temperature: 0 })).rejects.toThrow('temperature');
  });

  it('refuses requests that the servers refuse', async () => {
    const bad = { model: claude, messages: ask } as unknown as Anthropic.MessageCreateParamsNonStreaming;
    await expect(anthropic.messages.create(bad)).rejects.toThrow('max_tokens');
    const empty = openai.chat.completions.create({ model, messages: [] });
    await expect(empty).rejects.toThrow(OpenAI.BadRequestError);
    const nobody = await fetch(`${emulator.url}/responses`, { method: 'POST' });
    expect(nobody.status).toBe(401);
  });
});
