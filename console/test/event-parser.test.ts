import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventParser, type ServerEvent } from '../src/web-chat/event-parser.ts';

const text =
  ': hello\r\nretry: 250\r\n\r\nid: 7\nevent: message\ndata: {"a":1}\n\ndata: two\ndata: lines\r\rid: 8\n\nevent: typing\ndata:{"on":true}\n\nevent: message\ndata: cut off';
const whole: ServerEvent[] = [
  { event: 'message', data: '{"a":1}', id: '7' },
  { event: 'message', data: 'two\nlines', id: null },
  { event: 'typing', data: '{"on":true}', id: null },
];

it('reads the same events however the stream is cut, and never half an event', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: text.length })), (cuts) => {
      const parse = createEventParser();
      const events: ServerEvent[] = [];
      let retryMs: number | null = null;
      let from = 0;
      for (const cut of [...cuts.sort((a, b) => a - b), text.length]) {
        const chunk = parse(text.slice(from, cut));
        events.push(...chunk.events);
        retryMs = chunk.retryMs ?? retryMs;
        from = cut;
      }
      expect(events).toEqual(whole);
      expect(retryMs).toBe(250);
    }),
  );
});
