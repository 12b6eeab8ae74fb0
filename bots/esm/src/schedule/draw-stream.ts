import { createHmac } from 'node:crypto';

/** Gives the next number of a stream, uniform in [0, 1). */
export type Draw = () => number;

const bytesPerDraw = 6;
const drawsPerBlock = 5;

/**
 * An HMAC-SHA-256 counter stream: K = HMAC(`seed`, JSON of `parts`), block i = HMAC(K, i as 8 bytes), and each
 * block gives five numbers of 48 bits, big-endian. Equal inputs give equal numbers on every machine.
 */
export function createDraws(seed: string, parts: readonly (string | number)[]): Draw {
  const key = createHmac('sha256', seed).update(JSON.stringify(parts)).digest();
  const counter = Buffer.alloc(8);
  let block = Buffer.alloc(0);
  let drawn = 0;
  return () => {
    const place = drawn % drawsPerBlock;
    if (place === 0) {
      counter.writeBigUInt64BE(BigInt(drawn / drawsPerBlock));
      block = createHmac('sha256', key).update(counter).digest();
    }
    drawn += 1;
    return block.readUIntBE(place * bytesPerDraw, bytesPerDraw) / 2 ** 48;
  };
}
