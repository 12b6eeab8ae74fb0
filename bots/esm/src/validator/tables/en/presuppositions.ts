import type { LanguageTables } from '../language-tables.ts';

const read = 'read|reading|reads|books|book|texts|text|novels|pages|letters|articles';
const voice =
  'voice|aloud|loud|sound|sounds|sounding|hear|heard|hearing|spoken|speaks|speak|pronounce|pronounced|narrator|narrates|narrate|says|said';

/** What a claim about experience is about. Only a sentence that also generalises makes it a presupposition. */
export const presuppositions: LanguageTables['presuppositions'] = {
  reading_voice: [{ confidence: 0.9, cues: `${read} ~10 ${voice}\n${voice} ~10 ${read}` }],
  always_words: [
    {
      confidence: 0.9,
      cues: `
        think|thinks|thinking|thought|thoughts|mind|head|brain ~6 words|verbal|verbally|sentences|language|speech|talking|talks
        words|verbal|sentences|language ~6 think|thinking|thought|thoughts
        inner|internal monologue|dialogue|voice|speech|narrator
        voice|narrator ~2 in|inside my|the|our ~1 head|mind
        talk|talking to myself in|inside
      `,
    },
  ],
  emotion_as_thought: [
    {
      confidence: 0.9,
      cues: `
        @emotionNoun|emotion|emotions|feeling|feelings|feel ~6 thought|thoughts|thinking|idea|ideas|mental|head|mind
        thought|thoughts|thinking ~6 @emotionNoun|emotion|emotions|feelings
      `,
    },
  ],
};

/** Everybody, of course: words that make a claim about experience one about how it always goes. */
export const universal: LanguageTables['auxiliary']['universal'] = [
  {
    confidence: 1,
    cues: `
      of course
      as|like everyone|everybody|anyone|anybody
      as one does
      as|like most|all|other? people|humans|others|us
      naturally|obviously|evidently
      that 's|is how ~1 reading|thinking|it|the|minds ~1 works|goes|is
      everyone|everybody|anybody|anyone|people|we-all ~1 reads|thinks|hears|does|talks|think|read|hear
      means|is ~1 always
    `,
  },
];
