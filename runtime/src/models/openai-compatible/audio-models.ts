import { z } from 'zod';
import type { SpeechModel, TranscriptionModel } from '../../contracts/media-models.ts';
import { reportAttempt } from '../../contracts/model-call.ts';
import { ModelError } from '../../contracts/model-error.ts';
import { callJson, callServer } from './call-server.ts';
import type { OpenAiCompatibleOptions } from './openai-compatible-options.ts';

const transcript = z.object({
  text: z.string(),
  usage: z
    .union([
      z.object({ type: z.literal('tokens'), input_tokens: z.number(), output_tokens: z.number() }),
      z.object({ type: z.literal('duration'), seconds: z.number() }),
    ])
    .optional(),
});

/** Servers tell the format by the file's name. */
const extensions: Readonly<Record<string, string>> = {
  'audio/ogg': 'ogg',
  'audio/opus': 'ogg',
  'audio/webm': 'webm',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/wav': 'wav',
  'audio/x-wav': 'wav',
  'audio/flac': 'flac',
};

/**
 * Transcription by any OpenAI-compatible server (`POST /audio/transcriptions`). The sound is passed on as it is.
 * Servers that count seconds have them in `tokensIn`.
 */
export function createTranscriptionModel(id: string, options: OpenAiCompatibleOptions): TranscriptionModel {
  const model = `${options.provider}:${id}` as const;
  return {
    name: model,
    async transcribe({ audio, mediaType, language, signal, requestId }) {
      const startedAt = options.clock.monotonic();
      const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? '';
      const body = new FormData();
      body.set('model', id);
      body.set('response_format', 'json');
      if (language !== undefined) body.set('language', language.slice(0, 2).toLowerCase());
      body.set('file', new Blob([Uint8Array.from(audio)], { type }), `audio.${extensions[type] ?? 'ogg'}`);
      const call = { path: '/audio/transcriptions', body, model, signal, requestId };
      const { text, usage } = await callJson(call, transcript, options);
      const counted = {
        tokensIn: usage === undefined ? 0 : 'seconds' in usage ? usage.seconds : usage.input_tokens,
        tokensOut: usage === undefined || 'seconds' in usage ? 0 : usage.output_tokens,
      };
      if (text.trim() === '') throw new ModelError('model_empty_answer', { model, usage: counted });
      const latencyMs = Math.round(options.clock.monotonic() - startedAt);
      return { ...reportAttempt(model, counted, latencyMs), text: text.trim() };
    },
  };
}

const mediaTypes = { opus: 'audio/ogg', mp3: 'audio/mpeg', wav: 'audio/wav' } as const;

/** Speech by any OpenAI-compatible server (`POST /audio/speech`). `tokensIn` counts characters. */
export function createSpeechModel(id: string, options: OpenAiCompatibleOptions): SpeechModel {
  const model = `${options.provider}:${id}` as const;
  return {
    name: model,
    async speak({ text, voice = 'alloy', format = 'opus', signal, requestId }) {
      const startedAt = options.clock.monotonic();
      const body = { model: id, input: text, voice, response_format: format };
      const { bytes, mediaType } = await callServer(
        { path: '/audio/speech', body, model, signal, requestId },
        options,
      );
      const usage = { tokensIn: [...text].length, tokensOut: 0 };
      if (bytes.length === 0) throw new ModelError('model_empty_answer', { model, usage });
      // A page or an error object under a success is not sound.
      if (/json|html|text\//i.test(mediaType)) throw new ModelError('model_garbage', { model, usage });
      const latencyMs = Math.round(options.clock.monotonic() - startedAt);
      const report = reportAttempt(model, usage, latencyMs);
      return { ...report, audioBase64: bytes.toString('base64'), mediaType: mediaTypes[format] };
    },
  };
}
