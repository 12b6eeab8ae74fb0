import { isCued } from './cued.ts';
import { type CueWords, cueBefore, within } from './cues.ts';
import { findKeyBlocks } from './find-key-blocks.ts';
import { findSeedPhrases } from './find-seed-phrases.ts';
import type { Candidate, Finder, SearchText } from './kinds.ts';
import { secretShapes } from './secret-shapes.ts';
import { isSolanaSecretKey } from './wallet-keys.ts';

const keyWords: CueWords = {
  ru: 'приватн* ключ*|закрыт* ключ*|секретн* ключ*|приватник*|приват*|ключ кошелька|ключ от кошелька|секрет*|ключ*',
  uk: 'приватн* ключ*|закрит* ключ*|секретн* ключ*|приватник*|ключ гаманця|ключ від гаманця|секрет*|ключ*',
  en: 'private key|private keys|secret key|privkey|priv key|pk|secret|keypair|wallet key|signing key|private|key|keyfile|id.json',
};
const keyCue = cueBefore(keyWords, { length: 40, words: 8, digits: true, breaks: /[.!?\n]/ });
const anyKey = /private|secret|приватн|закрыт|закрит|секрет|keypair|ключ|key/;
const passwordWords: CueWords = {
  ru: 'пароль|пароля|паролем|паролю|пароли|пасс|пассворд|апи ключ*|апи-ключ*|апиключ*|api ключ*|api-ключ*|токен|токена|токеном|секрет|ключ api|ключ апи|ключ доступа|кодовое слово|код восстановления',
  uk: 'пароль|пароля|паролем|паролі|пасс|апі ключ*|апі-ключ*|апіключ*|api ключ*|api-ключ*|токен|токена|токеном|секрет|ключ api|ключ апі|ключ доступу|кодове слово|код відновлення',
  en: 'password|passwd|pwd|pass|passphrase|passcode|api key|api_key|api-key|apikey|access key|access_key|secret_key|secret key|access token|bot token|auth token|refresh token|client secret|client_secret|token|secret|bearer|deploy key|bot_token|wifi password|recovery code|license key|db_password|app password',
};
const passwordCue = cueBefore(passwordWords, {
  length: 44,
  words: 5,
  digits: true,
  breaks: /[!?;]|\.\s|\n.*\S/,
});
const besideCue = cueBefore(passwordWords, { length: 26, words: 3, breaks: /[!?;,\n]|\.\s/ });
/** A sign or a verb right before the value: it may be of any form. */
const told =
  /(?:[:=]|-\s|(?<!\p{L})(?:is|was|это|це|такой|такий|такая|set to|стоит|стоїть))\s{0,2}["'«`(]{0,2}$/u;
const pinCue = cueBefore(
  { ru: 'пин|пинкод*|пин код*', uk: 'пін|пінкод*|пін код*', en: 'pin|pin code|pin number' },
  {
    length: 24,
    words: 3,
    fillers: new Set(
      'от від for of к до карты карте картки картці the my card is это це code код'.split(' '),
    ),
    breaks: /[^\s:="'(-]/,
  },
);
const mayTell =
  /парол|пасс|passw|pwd|pass|key|ключ|токен|token|secret|секрет|bearer|кодов|код восст|код відн|recovery code/;

/** Keys, tokens, passwords by cue, private keys and seed phrases. */
export const findSecrets: Finder = (search) => {
  const found: Candidate[] = [];
  const add = (start: number, end: number): void => {
    found.push({ kind: 'secret', start, end, isProven: true });
  };
  // Every shape is a long run without blanks, but for these.
  if (/[\w.=+/:-]{16}|BEGIN|\[\s{0,3}\d|:\/\//.test(search.text)) {
    for (const shape of secretShapes) {
      for (const match of search.text.matchAll(shape)) add(match.index, match.index + match[0].length);
    }
    for (const { start, end } of findKeyBlocks(search.text)) add(start, end);
  }
  found.push(...findWalletKeys(search));
  if (mayTell.test(search.lower)) {
    for (const match of search.text.matchAll(/(?<![^\s"'«`(:=—–])[^\s"'«»`,;]{4,128}/gu)) {
      // "SECRET_KEY=…": the name and the sign stand in the same word.
      const named = /^[A-Za-z_-]{2,60}[:=](?=[^\s]{4})/.exec(match[0])?.[0].length ?? 0;
      const start = match.index + named;
      const value = match[0].slice(named).replace(/[.?)]+$/, '');
      if (isToldSecret(search, start, value)) add(start, start + value.length);
    }
  }
  if (/п[иі]н|pin/.test(search.lower)) {
    for (const match of search.numeric.matchAll(/(?<![\d.,:/+-])\d{4,6}(?![\d%]|[.,:/-]\d)/g))
      if (isCued(search, match.index, pinCue)) add(match.index, match.index + match[0].length);
  }
  return [...found, ...findSeedPhrases(search)];
};

const tokenCue = cueBefore({ ru: 'токен*', uk: 'токен*', en: 'token*' }, within(24));
/** Addresses of wallets and of tokens are public. */
const walletAddress = /^(?:[1-9A-HJ-NP-Za-km-z]{32,44}|0x[0-9a-fA-F]{40})$/;

function isToldSecret(search: SearchText, start: number, value: string): boolean {
  if (value.length < 4 || /^https?:|password/i.test(value)) return false;
  // A token is also a coin: its name and its address are no secrets.
  if ((value.length < 16 || walletAddress.test(value)) && isCued(search, start, tokenCue)) return false;
  const isMixed = /\d/.test(value) && /\p{L}/u.test(value) && value.length >= 5;
  if (!isMixed && !looksChosen(value)) return false;
  // A long opaque word behind "ключ" alone.
  if (isMixed && isOpaque(value) && isCued(search, start, opaqueCue)) return true;
  const isTold = told.test(search.lower.slice(Math.max(0, start - 14), start));
  return isTold ? isCued(search, start, passwordCue) : isMixed && isCued(search, start, besideCue);
}

const opaqueCue = cueBefore({ ru: 'ключ|ключи', uk: 'ключ|ключі', en: 'key|keys' });

function isOpaque(value: string): boolean {
  return /^[A-Za-z0-9_+/=.-]{24,128}$/.test(value) && !walletAddress.test(value) && !/^0x/.test(value);
}

/** A word of the sentence is written plainly; a password mixes case or signs, or digits alone. */
function looksChosen(value: string): boolean {
  if (/^\d{4,}$/.test(value)) return true;
  if (!/^[A-Za-z]/.test(value) && !/[!@#$%^&*_+]/.test(value)) return false;
  return /\p{Ll}\p{Lu}/u.test(value) || /[^\p{L}]\p{L}/u.test(value) || /[!@#$%^&*_+]/.test(value);
}

const transactionWords =
  /(?<!\p{L})(?:tx|txn|txid|tx_?hash|transaction|signature|sig(?!nal)|hash|explorer|confirmed|транзакци|подпис|підпис|хеш|хэш|обозреват|оглядач|эксплорер|solscan)|\/tx\//u;
/** Derivations of one text; past this a run of the right length is taken for a key without asking. */
const MAXIMUM_DERIVATIONS = 8;

/** 64 bytes in base 58 (86 to 88 signs): a key by its own proof, or by a word; signatures have the same form. */
function findWalletKeys(search: SearchText): Candidate[] {
  const found: Candidate[] = [];
  let derivations = 0;
  for (const match of search.text.matchAll(
    /(?<![1-9A-HJ-NP-Za-km-z])[1-9A-HJ-NP-Za-km-z]{86,88}(?![1-9A-HJ-NP-Za-km-z])/g,
  )) {
    derivations += 1;
    const isKey =
      isCued(search, match.index, keyCue) ||
      !transactionWords.test(search.lower) ||
      derivations > MAXIMUM_DERIVATIONS ||
      isSolanaSecretKey(match[0]);
    if (isKey)
      found.push({ kind: 'secret', start: match.index, end: match.index + match[0].length, isProven: true });
  }
  if (!anyKey.test(search.lower)) return found;
  for (const match of search.text.matchAll(/(?<![\p{L}\d])(?:0x)?[0-9a-fA-F]{64}(?![\p{L}\d])/gu)) {
    if (!isCued(search, match.index, keyCue)) continue;
    found.push({ kind: 'secret', start: match.index, end: match.index + match[0].length, isProven: true });
  }
  return found;
}
