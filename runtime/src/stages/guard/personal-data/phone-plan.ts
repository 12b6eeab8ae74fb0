/**
 * Numbering plans, as far as a chat needs them. Sources: ITU-T E.164 country pages; Ukraine: national plan of NKEK (codes
 * of mobile networks and regions); Russia: plan of the Ministry of Digital Development (DEF 9xx, ABC 3xx/4xx/8xx).
 */

/** Operator and area codes after the trunk 0 of Ukraine. */
export const ukrainianCodes: ReadonlySet<string> = new Set([
  '39', '50', '63', '66', '67', '68', '73', '75', '77', '91', '92', '93', '94', '95', '96', '97', '98', '99',
  '31', '32', '33', '34', '35', '36', '37', '38', '41', '43', '44', '45', '46', '47', '48', '51', '52', '53', '54', '55', '56', '57',
  '61', '62', '64', '65', '69', '70', '80', '89', '90',
]); // biome-ignore format: a table

/** Digits of the national number, by country calling code. */
const nationalLengths: Readonly<Record<string, readonly number[]>> = {
  '1': [10], '7': [10], '20': [9, 10], '27': [9], '30': [10], '31': [9], '32': [8, 9], '33': [9], '34': [9], '36': [8, 9], '39': [9, 10],
  '40': [9], '41': [9], '43': [10, 11, 12], '44': [10], '45': [8], '46': [7, 8, 9], '47': [8], '48': [9], '49': [10, 11], '51': [9], '52': [10],
  '54': [10, 11], '55': [10, 11], '60': [9, 10], '61': [9], '62': [9, 10, 11], '63': [10], '64': [8, 9], '65': [8], '66': [9], '81': [9, 10],
  '82': [9, 10], '84': [9], '86': [11], '90': [10], '91': [10], '351': [9], '352': [8, 9], '353': [9], '354': [7], '355': [9],
  '356': [8], '357': [8], '358': [8, 9, 10], '359': [8, 9], '370': [8], '371': [8], '372': [7, 8], '373': [8], '374': [8], '375': [9],
  '380': [9], '381': [8, 9], '382': [8], '385': [8, 9], '386': [8], '420': [9], '421': [9], '852': [8], '966': [9], '971': [9], '972': [9],
  '992': [9], '993': [8], '994': [9], '995': [9], '996': [9], '998': [9],
}; // biome-ignore format: a table

/** Lengths of national numbers behind `code`, or null for a code not listed. */
export function nationalLengthsOf(code: string): readonly number[] | null {
  return nationalLengths[code] ?? null;
}

/**
 * How many of the leading `digits` make one international number (country code included), or 0. Unlisted
 * countries take whatever E.164 allows: 9 to 15.
 */
export function internationalLength(digits: string): number {
  for (const size of [3, 2, 1]) {
    const lengths = nationalLengthsOf(digits.slice(0, size));
    if (lengths === null) continue;
    const fitting = lengths.filter((length) => digits.length >= size + length);
    if (fitting.length === 0) return 0;
    // Exactly as many digits as stand there, else the shortest.
    const exact = fitting.find((length) => digits.length === size + length);
    return size + (exact ?? fitting[0] ?? 0);
  }
  return digits.length >= 9 && digits.length <= 15 ? digits.length : 0;
}

/** How many leading `digits`, dialled inside Ukraine or Russia, make one number; 0 when none do. */
export function localLength(digits: string): number {
  const first = digits.charAt(0);
  if (first === '0') return digits.length >= 10 && ukrainianCodes.has(digits.slice(1, 3)) ? 10 : 0;
  if (first === '3')
    return digits.length >= 12 && digits.startsWith('380') && ukrainianCodes.has(digits.slice(3, 5)) ? 12 : 0;
  if ((first !== '7' && first !== '8') || digits.length < 11) return 0;
  if (first === '8' && digits.charAt(1) === '0') return ukrainianCodes.has(digits.slice(2, 4)) ? 11 : 0;
  return '34789'.includes(digits.charAt(1)) ? 11 : 0;
}
