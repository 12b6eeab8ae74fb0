/**
 * Lengths of IBANs by country (SWIFT IBAN Registry, release 99). Only countries listed here have IBANs that pass.
 */
const ibanLengths: Readonly<Record<string, number>> = {
  AD: 24, AE: 23, AL: 28, AT: 20, AZ: 28, BA: 20, BE: 16, BG: 22, BH: 22, BI: 27, BR: 29, BY: 28, CH: 21, CR: 22, CY: 28,
  CZ: 24, DE: 22, DJ: 27, DK: 18, DO: 28, EE: 20, EG: 29, ES: 24, FI: 18, FK: 18, FO: 18, FR: 27, GB: 22, GE: 22, GI: 23,
  GL: 18, GR: 27, GT: 28, HR: 21, HU: 28, IE: 22, IL: 23, IQ: 23, IS: 26, IT: 27, JO: 30, KW: 30, KZ: 20, LB: 28, LC: 32,
  LI: 21, LT: 20, LU: 20, LV: 21, LY: 25, MC: 27, MD: 24, ME: 22, MK: 19, MN: 20, MR: 27, MT: 31, MU: 30, NI: 28, NL: 18,
  NO: 15, OM: 23, PK: 24, PL: 28, PS: 29, PT: 25, QA: 29, RO: 24, RS: 22, RU: 33, SA: 24, SC: 31, SD: 18, SE: 24, SI: 19,
  SK: 24, SM: 27, SO: 23, ST: 25, SV: 28, TL: 23, TN: 24, TR: 26, UA: 29, VA: 22, VG: 24, XK: 20,
}; // biome-ignore format: a table

/** Length of an IBAN of this country, or null when the country has none. */
export function ibanLength(country: string): number | null {
  return ibanLengths[country.toUpperCase()] ?? null;
}

/** Whether `iban` (no spaces) has its country's length and a remainder of 1 (ISO 7064, mod 97-10). */
export function isIban(iban: string): boolean {
  const text = iban.toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(text) || text.length !== ibanLength(text.slice(0, 2))) return false;
  let remainder = 0;
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    const value = /\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 55;
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0);
}

const rnokppWeights = [-1, 5, 7, 9, 4, 6, 10, 5, 7] as const;

/** Ukrainian tax number (РНОКПП): ten digits, weights −1 5 7 9 4 6 10 5 7, mod 11, mod 10. */
export function isRnokpp(digits: string): boolean {
  if (!/^\d{10}$/.test(digits) || /^(\d)\1+$/.test(digits)) return false;
  const sum = weighted(digits, rnokppWeights);
  return (((sum % 11) + 11) % 11) % 10 === Number(digits[9]);
}

/** Whether the days counted by the first five digits of a РНОКПП (from 31.12.1899) fall in 1925 to 2012. */
export function isRnokppOfLiving(digits: string): boolean {
  const days = Number(digits.slice(0, 5));
  return days >= 9_132 && days <= 41_273;
}

const innTen = [2, 4, 10, 3, 5, 9, 4, 6, 8] as const;
const innEleven = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const;
const innTwelve = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const;

/** Russian tax number (ИНН) of 10 or 12 digits (order of the Tax Service ЕД-7-14/559@, appendix). */
export function isInn(digits: string): boolean {
  if (/^0+$/.test(digits)) return false;
  if (/^\d{10}$/.test(digits)) return (weighted(digits, innTen) % 11) % 10 === Number(digits[9]);
  if (!/^\d{12}$/.test(digits)) return false;
  return (
    (weighted(digits, innEleven) % 11) % 10 === Number(digits[10]) &&
    (weighted(digits, innTwelve) % 11) % 10 === Number(digits[11])
  );
}

/** Russian pension number (СНИЛС): eleven digits, sum of digits by falling place, mod 101; 100 counts as 0. */
export function isSnils(digits: string): boolean {
  if (!/^\d{11}$/.test(digits) || Number(digits.slice(0, 9)) <= 1_001_998) return false;
  const sum = weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
  return (sum % 101) % 100 === Number(digits.slice(9));
}

/** Whether `digits` is an EAN-13 or EAN-8 with a valid check digit. */
export function isEan(digits: string): boolean {
  if (!/^(?:\d{13}|\d{8})$/.test(digits)) return false;
  let sum = 0;
  for (let place = 0; place < digits.length; place += 1) {
    sum += Number(digits[digits.length - 1 - place]) * (place % 2 === 0 ? 1 : 3);
  }
  return sum % 10 === 0;
}

/** Whether a day exists: year, month from 1, day. */
export function isDate(year: number, month: number, day: number): boolean {
  if (year < 1900 || year > 2100 || month < 1 || month > 12 || day < 1) return false;
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return day <= (days[month - 1] ?? 0);
}
