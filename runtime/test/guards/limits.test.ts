import { describe, expect, it } from 'vitest';
import {
  emptyRateState,
  isJsonWithinDepth,
  isPublicAddress,
  judgeImage,
  judgeMessageRate,
  judgeRedirect,
  judgeUrl,
  judgeUrlTarget,
  OMITTED,
  readImageHeader,
  toKeptText,
  toModelText,
} from '../../src/stages/guard/limits/index.ts';

const policy = { allowedHosts: ['shop.example', '*.cdn.example'] };
const resolveTo =
  (...addresses: string[]): (() => Promise<readonly string[]>) =>
  () =>
    Promise.resolve(addresses);

function png(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  new DataView(bytes.buffer).setUint32(16, width);
  new DataView(bytes.buffer).setUint32(20, height);
  return bytes;
}

describe('text', () => {
  it('is kept to 20,000 characters without half a pair and with four marks a letter', () => {
    expect(toKeptText('a'.repeat(30_000))).toHaveLength(20_000);
    expect(toKeptText(`${'a'.repeat(19_999)}👍`)).toHaveLength(19_999);
    expect(toKeptText(`a${'\u0301'.repeat(9)}b`)).toBe(`a${'\u0301'.repeat(4)}b`);
    expect(toKeptText('x\ud800y')).toBe('x\ufffdy');
  });

  it('is given to a model as head and tail', () => {
    const text = 'h'.repeat(3_000) + 't'.repeat(3_000);
    expect(toModelText(text)).toBe('h'.repeat(2_500) + OMITTED + 't'.repeat(1_500));
    expect(toModelText('short')).toBe('short');
  });

  it('counts the depth of JSON without parsing', () => {
    expect(isJsonWithinDepth('['.repeat(10) + ']'.repeat(10))).toBe(true);
    expect(isJsonWithinDepth('['.repeat(11))).toBe(false);
    expect(isJsonWithinDepth('{"a":"[[[[[[[[[[[[\\"["}')).toBe(true);
  });
});

describe('pictures', () => {
  it('are known by their bytes', () => {
    const jpeg = Uint8Array.from([
      0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 17, 8, 0, 100, 0, 200, 3, 1, 0, 0,
    ]);
    expect(readImageHeader(jpeg)).toEqual({ type: 'image/jpeg', width: 200, height: 100 });
    expect(readImageHeader(png(640, 480))).toEqual({ type: 'image/png', width: 640, height: 480 });
    const webp = new Uint8Array(30);
    webp.set([...'RIFF....WEBPVP8X'].map((sign) => sign.charCodeAt(0)));
    webp.set([99, 0, 0, 49, 0, 0], 24);
    expect(readImageHeader(webp)).toEqual({ type: 'image/webp', width: 100, height: 50 });
    expect(
      readImageHeader(Uint8Array.from([...'<svg onload=1>'].map((sign) => sign.charCodeAt(0)))),
    ).toBeNull();
    expect(readImageHeader(new Uint8Array(0))).toBeNull();
  });

  it('are refused by number, size and pixels', () => {
    expect(judgeImage(png(10, 10))).toBeNull();
    expect(judgeImage(png(10, 10), 4)).toBe('too-many');
    expect(judgeImage(png(10_000, 4_001))).toBe('too-many-pixels');
    expect(judgeImage(png(0, 5))).toBe('not-an-image');
    expect(judgeImage(new Uint8Array(8 * 1024 * 1024 + 1))).toBe('too-large');
  });
});

describe('links', () => {
  it.each([
    ['https://shop.example/a', null],
    ['https://a.b.cdn.example/x', null],
    ['http://shop.example/', 'scheme'],
    ['https://user:pass@shop.example/', 'credentials'],
    ['https://shop.example:8443/', 'port'],
    ['https://cdn.example/', 'host'],
    ['https://shop.example.evil.example/', 'host'],
    ['https://shop.example\\@evil.example/', 'malformed'],
    ['https://127.0.0.1/', 'host'],
    [`https://shop.example/${'a'.repeat(2_000)}`, 'too-long'],
  ])('%s → %s', (url, refusal) => {
    expect(judgeUrl(url, policy)).toBe(refusal);
  });

  it.each([
    ['93.184.216.34', true],
    ['10.1.2.3', false],
    ['172.31.255.255', false],
    ['172.32.0.1', true],
    ['192.168.1.1', false],
    ['169.254.169.254', false],
    ['100.64.0.1', false],
    ['127.1', false],
    ['0.0.0.0', false],
    ['::1', false],
    ['::', false],
    ['::ffff:10.0.0.1', false],
    ['::ffff:a00:1', false],
    ['::ffff:8.8.8.8', true],
    ['64:ff9b::7f00:1', false],
    ['2002:7f00:1::', false],
    ['fe80::1', false],
    ['fe80::1%eth0', false],
    ['fd00::1', false],
    ['ff02::1', false],
    ['2001:db8::1', false],
    ['2606:4700:4700::1111', true],
    ['not an address', false],
  ])('%s is public: %s', (address, isPublic) => {
    expect(isPublicAddress(address)).toBe(isPublic);
  });

  it('are judged by every address they resolve to, at every redirect', async () => {
    const url = 'https://shop.example/a';
    expect((await judgeUrlTarget(url, policy, resolveTo('93.184.216.34'))).refusal).toBeNull();
    expect((await judgeUrlTarget(url, policy, resolveTo('93.184.216.34', '10.0.0.1'))).refusal).toBe(
      'address',
    );
    expect((await judgeUrlTarget(url, policy, resolveTo())).refusal).toBe('unresolved');
    expect((await judgeUrlTarget(url, policy, () => Promise.reject(new Error('no such name')))).refusal).toBe(
      'unresolved',
    );
    const resolve = resolveTo('93.184.216.34');
    expect(await judgeRedirect(url, '/b', 1, policy, resolve)).toMatchObject({
      refusal: null,
      url: 'https://shop.example/b',
    });
    expect((await judgeRedirect(url, 'https://evil.example/', 1, policy, resolve)).refusal).toBe('host');
    expect((await judgeRedirect(url, '/b', 4, policy, resolve)).refusal).toBe('too-many-redirects');
  });
});

describe('messages', () => {
  it('are admitted 20 a minute, then one notice, then silence, then again', () => {
    let state = emptyRateState;
    const send = (now: number): string => {
      const judged = judgeMessageRate(state, now);
      state = judged.state;
      return judged.answer;
    };
    for (let count = 0; count < 20; count += 1) expect(send(count)).toBe('admit');
    expect([send(30), send(40), send(59_999)]).toEqual(['notice', 'silence', 'silence']);
    expect(send(60_000)).toBe('admit');
  });

  it('are admitted 200 an hour', () => {
    const admitted = Array.from({ length: 200 }, (_, place) => ({ at: place * 10_000, cost: 1 }));
    expect(judgeMessageRate({ admitted, isNoticed: false }, 2_100_000).answer).toBe('notice');
    expect(judgeMessageRate({ admitted: admitted.slice(1), isNoticed: false }, 2_100_000).answer).toBe(
      'admit',
    );
  });

  it('are admitted by what they cost: sixty presses, or four scans of five', () => {
    const admittedOf = (cost: number): number => {
      let state = emptyRateState;
      for (let count = 0; ; count += 1) {
        const judged = judgeMessageRate(state, count, cost);
        if (judged.answer !== 'admit') return count;
        state = judged.state;
      }
    };
    expect([admittedOf(1 / 3), admittedOf(1), admittedOf(5)]).toEqual([60, 20, 4]);
    expect(judgeMessageRate({ admitted: [{ at: 0, cost: 20 }], isNoticed: true }, 1, 0)).toMatchObject({
      answer: 'admit',
      state: { isNoticed: true },
    });
  });

  it('have no limit where none is set', () => {
    const admitted = Array.from({ length: 900 }, () => ({ at: 0, cost: 1 }));
    const none = { perMinute: Infinity, perHour: Infinity };
    expect(judgeMessageRate({ admitted, isNoticed: false }, 1, 1, none).answer).toBe('admit');
  });
});
