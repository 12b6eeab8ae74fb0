import { limits } from './text-limits.ts';

/** What the first bytes of a picture say. */
export interface ImageHeader {
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp';
  readonly width: number;
  readonly height: number;
}

/** Why a picture was not taken; null when it may be. */
export type ImageRefusal = 'too-many' | 'too-large' | 'not-an-image' | 'too-many-pixels' | null;

/** Judges one picture by its bytes: declared types and names are not believed. */
export function judgeImage(bytes: Uint8Array, index = 0): ImageRefusal {
  if (index >= limits.images) return 'too-many';
  if (bytes.length > limits.imageBytes) return 'too-large';
  const header = readImageHeader(bytes);
  if (header === null || header.width === 0 || header.height === 0) return 'not-an-image';
  return header.width * header.height > limits.imagePixels ? 'too-many-pixels' : null;
}

/** Type and size of a JPEG, PNG or WebP from its header, or null. Nothing is decoded. */
export function readImageHeader(bytes: Uint8Array): ImageHeader | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return readPng(view) ?? readWebp(view) ?? readJpeg(view);
}

function isText(view: DataView, at: number, text: string): boolean {
  if (at + text.length > view.byteLength) return false;
  for (let index = 0; index < text.length; index += 1) {
    if (view.getUint8(at + index) !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** PNG (ISO 15948): signature, then the IHDR chunk with width and height. */
function readPng(view: DataView): ImageHeader | null {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a)
    return null;
  if (!isText(view, 12, 'IHDR')) return null;
  return { type: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

/** WebP (RFC 9649): RIFF, then VP8, VP8L or VP8X. */
function readWebp(view: DataView): ImageHeader | null {
  if (view.byteLength < 30 || !isText(view, 0, 'RIFF') || !isText(view, 8, 'WEBP')) return null;
  if (isText(view, 12, 'VP8 ')) {
    return {
      type: 'image/webp',
      width: view.getUint16(26, true) & 0x3fff,
      height: view.getUint16(28, true) & 0x3fff,
    };
  }
  if (isText(view, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return { type: 'image/webp', width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  if (!isText(view, 12, 'VP8X')) return null;
  const at24 = (at: number): number => view.getUint16(at, true) | (view.getUint8(at + 2) << 16);
  return { type: 'image/webp', width: at24(24) + 1, height: at24(27) + 1 };
}

/** JPEG (ITU-T T.81): walks the segments to the frame header, at most 64 of them. */
function readJpeg(view: DataView): ImageHeader | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let at = 2;
  for (let segment = 0; segment < 64 && at + 9 < view.byteLength; segment += 1) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) {
      return { type: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    }
    if (marker === 0xd9 || marker === 0xda) return null;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}
