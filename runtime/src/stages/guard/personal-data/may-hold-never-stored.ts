const DIGITS_OF_CARD = 13;
/** Characters that a card takes up at most, dictated in parts with words between. */
const LONGEST_CARD = 200;

/** Whether a write to storage needs the finders at all: digits enough for a card, or the shape of a secret. */
export function mayHoldNeverStored(text: string): boolean {
  const places: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    // Digits of other scripts and styles lie above ASCII: a text that has any is looked at.
    if (!((unit >= 0x30 && unit <= 0x39) || (unit > 0x2460 && unit !== 0x2116))) continue;
    places.push(at);
    if (at - (places.at(-DIGITS_OF_CARD) ?? Number.NEGATIVE_INFINITY) < LONGEST_CARD) return true;
  }
  if (places.length >= 3 && cardPart.test(text)) return true;
  return secretPart.test(text);
}

/** Words beside which three digits may be a card's. */
const cardPart =
  /cvv|cvc|cvn|cid|цвв|цвц|свв|свс|с[иі]-?в[иі]|код|code|exp|thru|valid|срок|строк|термін|действ|дійсн|истека|закінч|карт|card|visa|digits|цифр|оборот|зворот|сзади|ззаду|п[иі]н|pin/i;
/** Part of every form of a secret, and of a card or a code said in words. */
const secretPart =
  /-----BEGIN|sk-|_live_|_test_|gh[oprsu]_|AKIA|ASIA|AIza|eyJ|xox|:\/\/[^\s@]{1,200}@|[A-Za-z0-9_+/=.-]{20}|[1-9A-HJ-NP-Za-km-z]{51}|парол|пасс|pass|pwd|token|токен|key|ключ|secret|секрет|bearer|кодов|код в|recovery|(?:[a-z]{3,8}[^a-z]{1,7}){11}|(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|ноль|нуль|один|два|три|четыре|пять|шесть|семь|восемь|девять|чотири|п.ять|шість|сім|вісім|дев.ять)[\s,-]{1,2}){2}/i;
