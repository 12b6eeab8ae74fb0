import { describe, expect, test } from 'vitest';
import { parseMessage } from './parse-message.ts';

/** Faults as `path: message`, in order of their paths. */
function faultsOf(value: unknown): readonly string[] {
  const result = parseMessage(value);
  return result.ok ? [] : result.faults.map(({ path, message }) => `${path}: ${message}`).sort();
}

const ids = { conversationId: 'a', messageId: 'b' };
const nothing = 'text: one of text, button or attachments is needed';

describe('a message with several faults', () => {
  test.each<readonly [string, object, readonly string[]]>([
    [
      'wrong ids and nothing said',
      { conversationId: 5, messageId: '' },
      ['conversationId: must be a text', 'messageId: must not be empty', nothing],
    ],
    [
      'wrong ids and blanks said',
      { conversationId: '', messageId: 'b', text: ' \n', attachments: [] },
      ['conversationId: must not be empty', nothing],
    ],
    ['a text that is none', { ...ids, text: 5 }, ['text: must be a text']],
    ['no text and a button that is none', { ...ids, button: '' }, ['button: must not be empty']],
    [
      'too many attachments and the first four',
      { ...ids, attachments: Array.from({ length: 5 }, () => ({ kind: 'x', url: 'ftp://a' })) },
      [
        'attachments: must have at most 4 entries',
        ...[0, 1, 2, 3].flatMap((index) => [
          `attachments[${index}].kind: must be one of image, voice, audio, video, document`,
          `attachments[${index}].url: must be an http or https address`,
        ]),
      ],
    ],
    [
      'texts that are too long',
      {
        ...{ conversationId: 'a'.repeat(201), messageId: 'b', text: 'x', language: 'x'.repeat(36) },
        attachments: [
          {
            ...{ kind: 'image', url: `http://a/${'x'.repeat(2_000)}` },
            ...{ name: 'x'.repeat(201), mimeType: 'x'.repeat(201) },
          },
        ],
      },
      [
        'attachments[0].mimeType: must have at most 200 characters',
        'attachments[0].name: must have at most 200 characters',
        'attachments[0].url: must have at most 2,000 characters',
        'conversationId: must have at most 200 characters',
        'language: must have at most 35 characters',
      ],
    ],
  ])('names all of %s', (_name, body, faults) => {
    expect(faultsOf(body)).toEqual(faults);
  });

  test.each([null, [], 'text', 7])('is no message at all: %j', (value) => {
    expect(faultsOf(value)).toEqual([': must be a JSON object']);
  });
});

test.each(['a\u0000', 'm\ud800', '\udc00m'])('refuses %j as an id: it cannot be stored as it is', (id) => {
  expect(faultsOf({ ...ids, text: 'x', conversationId: id })).toHaveLength(1);
  expect(faultsOf({ ...ids, text: 'x', messageId: id })).toHaveLength(1);
});

test.each(['.', '..'])('refuses the conversation "%s": clients take it out of an address', (id) => {
  expect(faultsOf({ ...ids, text: 'x', conversationId: id })).toEqual([
    'conversationId: must not be "." or ".."',
  ]);
  expect(faultsOf({ ...ids, text: 'x', messageId: id })).toEqual([]);
});
