import { createHash } from 'node:crypto';
import type { LlmRuleAnswer } from '../rules.ts';
import { countTokens, type LlmCall, type LlmEndpoint, LlmHttpError, type LlmJson } from '../types.ts';

/** What an endpoint without text answers. */
export interface MediaAnswer {
  readonly contentType: string;
  readonly body: LlmJson | Buffer | string;
  readonly tokensIn: number;
}

/** A call of an endpoint whose input is `input`. */
export function mediaCall(endpoint: LlmEndpoint, body: LlmJson, input: string): LlmCall {
  if (typeof body.model !== 'string' && endpoint !== 'moderations') {
    throw new LlmHttpError(400, 'missing_required_parameter', 'you must provide a model parameter');
  }
  return {
    endpoint,
    model: typeof body.model === 'string' ? body.model : 'omni-moderation-latest',
    ...{ system: '', messages: [{ role: 'user', text: input }], lastUserText: input, stream: false },
    ...{ maximumTokens: null, temperature: null, schema: null, answerTool: null, tools: {} },
    body,
  };
}

/** The inputs of an embeddings or moderations request. */
export function inputsOf(body: LlmJson): readonly string[] {
  const { input } = body;
  const list = Array.isArray(input) ? input : [input];
  const texts = list.map((item) => (typeof item === 'string' ? item : (item as LlmJson | undefined)?.text));
  if (texts.length === 0 || texts.some((text) => typeof text !== 'string' || text === '')) {
    throw new LlmHttpError(400, 'invalid_request_error', "'$.input' is invalid.");
  }
  return texts as string[];
}

/** Vectors of hashed letter triples: equal texts are equal, similar spellings are near. Nothing semantic. */
export function embed(call: LlmCall): MediaAnswer {
  const texts = inputsOf(call.body);
  const size = typeof call.body.dimensions === 'number' ? call.body.dimensions : 256;
  const base64 = call.body.encoding_format === 'base64';
  const data = texts.map((text, index) => {
    const vector = toVector(text, size);
    const embedding = base64 ? Buffer.from(Float32Array.from(vector).buffer).toString('base64') : vector;
    return { object: 'embedding', index, embedding };
  });
  const tokensIn = texts.reduce((sum, text) => sum + countTokens(text), 0);
  const usage = { prompt_tokens: tokensIn, total_tokens: tokensIn };
  return toJson({ object: 'list', data, model: call.model, usage }, tokensIn);
}

function toVector(text: string, size: number): number[] {
  const vector = new Array<number>(size).fill(0);
  const padded = `  ${text.toLowerCase()}  `;
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    const hash = createHash('md5')
      .update(padded.slice(at, at + 3))
      .digest()
      .readUInt32LE(0);
    vector[hash % size] = (vector[hash % size] ?? 0) + (hash & 0x10000 ? 1 : -1);
  }
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}

const categories = [
  'harassment',
  'harassment/threatening',
  'hate',
  'hate/threatening',
  'illicit',
  'illicit/violent',
  'self-harm',
  'self-harm/instructions',
  'self-harm/intent',
  'sexual',
  'sexual/minors',
  'violence',
  'violence/graphic',
];

/** Flags what a rule says, and every text with the word `flagme`. */
export function moderate(call: LlmCall, answer: LlmRuleAnswer): MediaAnswer {
  const results = inputsOf(call.body).map((text) => {
    const flagged = answer.flagged ?? (/flagme/i.test(text) ? ['violence'] : []);
    return {
      flagged: flagged.length > 0,
      categories: Object.fromEntries(categories.map((name) => [name, flagged.includes(name)])),
      category_scores: Object.fromEntries(
        categories.map((name) => [name, flagged.includes(name) ? 0.97 : 0.0001]),
      ),
      category_applied_input_types: Object.fromEntries(categories.map((name) => [name, ['text']])),
    };
  });
  return toJson({ id: 'modr-opora', model: call.model, results }, 0);
}

/** The transcript of a rule, or a sentence about the file. */
export function transcribe(call: LlmCall, answer: LlmRuleAnswer, file: Buffer): MediaAnswer {
  const text =
    answer.text?.startsWith('Echo:') === false ? answer.text : `Transcript of ${file.length} bytes`;
  const tokensIn = Math.ceil(file.length / 100);
  const format = call.body.response_format ?? 'json';
  if (format === 'text' || format === 'srt' || format === 'vtt') {
    return { contentType: 'text/plain; charset=utf-8', body: `${text}\n`, tokensIn };
  }
  const seconds = Math.max(1, Math.round(file.length / 4_000));
  const usage = call.model.startsWith('whisper')
    ? { type: 'duration', seconds }
    : {
        type: 'tokens',
        input_tokens: tokensIn,
        input_token_details: { text_tokens: 0, audio_tokens: tokensIn },
        output_tokens: countTokens(text),
        total_tokens: tokensIn + countTokens(text),
      };
  const verbose = { task: 'transcribe', language: 'english', duration: seconds, segments: [] };
  return toJson({ ...(format === 'verbose_json' ? verbose : {}), text, usage }, tokensIn);
}

const soundTypes: Readonly<Record<string, string>> = {
  opus: 'audio/ogg',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

/** Bytes made of the text: a real tone as WAV, otherwise only the first bytes of the format are true. */
export function speak(call: LlmCall): MediaAnswer {
  const { input, voice, response_format: wanted } = call.body;
  if (typeof input !== 'string' || input === '' || typeof voice !== 'string') {
    throw new LlmHttpError(400, 'invalid_request_error', "Missing required parameter: 'input' or 'voice'.");
  }
  const format = typeof wanted === 'string' && wanted in soundTypes ? wanted : 'mp3';
  const heads: Readonly<Record<string, string>> = { opus: 'OggS', mp3: 'ID3', flac: 'fLaC' };
  const filler = createHash('sha512').update(input).digest();
  const fake = Buffer.concat([Buffer.from(heads[format] ?? ''), ...Array.from({ length: 16 }, () => filler)]);
  const body = format === 'wav' ? toTone(input) : fake;
  return { contentType: soundTypes[format] ?? 'audio/mpeg', body, tokensIn: countTokens(input) };
}

/** 8 kHz, 16 bit, mono: a tenth of a second for each ten characters. */
function toTone(text: string): Buffer {
  const samples = 800 * Math.max(1, Math.ceil(text.length / 10));
  const wav = Buffer.alloc(44 + samples * 2);
  wav.write('RIFF', 0);
  wav.writeUInt32LE(36 + samples * 2, 4);
  wav.write('WAVEfmt ', 8);
  for (const [at, value] of [
    [16, 16],
    [24, 8_000],
    [28, 16_000],
    [40, samples * 2],
  ] as const) {
    wav.writeUInt32LE(value, at);
  }
  for (const [at, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const)
    wav.writeUInt16LE(value, at);
  wav.write('data', 36);
  for (let n = 0; n < samples; n += 1) {
    wav.writeInt16LE(Math.round(8_000 * Math.sin((n * 2 * Math.PI * 440) / 8_000)), 44 + n * 2);
  }
  return wav;
}

const toJson = (body: LlmJson, tokensIn: number): MediaAnswer => ({
  contentType: 'application/json',
  body,
  tokensIn,
});
