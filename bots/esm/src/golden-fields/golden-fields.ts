import type { Phenomenon } from '../validator/report.ts';

// Type aliases rather than interfaces: only they are assignable to the runtime's `Json`.

/** What is known of a participant's way of reporting; for researchers, never shown as a score. */
export type CommonPatterns = {
  /** Null until enough reports speak for or against it. */
  readonly usesInnerSpeech: boolean | null;
  readonly readingVoiceIllusion: boolean | null;
  readonly emotionAsThought: boolean | null;
  /** Shares and figures from 0; 0 until they are known. */
  readonly tendencyToGeneralize: number;
  readonly introspectiveAccuracy: number;
  readonly preferredResponseLength: number;
  readonly sensoryDetailRichness: number;
  readonly momentCaptureAbility: number;
  readonly emptinessRecognition: number;
};

/** What a participant wants of the bot. */
export type ParticipantPreferences = {
  readonly receiveQualityFeedback: boolean;
  readonly showExamples: boolean;
  readonly adaptiveQuestions: boolean;
  readonly trainingReminders: boolean;
  readonly useAIValidation: boolean;
};

/** The golden standard fields of a participant (specification, §12), as `esm_participants.golden_fields` keeps them. */
export type GoldenFields = {
  /** Local date of the first training day, `YYYY-MM-DD`. */
  readonly trainingStartDate: string | null;
  /** Mean quality of first texts, 0–100. */
  readonly averageDataQuality: number | null;
  readonly currentTrainingDay: number;
  readonly trainingCompleted: boolean;
  /** Qualities of first texts, oldest first. */
  readonly qualityHistory: readonly number[];
  readonly achievements: readonly string[];
  readonly phenomenaFrequencies: Readonly<Record<Phenomenon, number>>;
  readonly commonPatterns: CommonPatterns;
  readonly preferences: ParticipantPreferences;
};

/** What everybody begins with; the default of the column says the same, which a test compares. */
export const goldenDefaults: GoldenFields = {
  trainingStartDate: null,
  averageDataQuality: null,
  currentTrainingDay: 0,
  trainingCompleted: false,
  qualityHistory: [],
  achievements: [],
  phenomenaFrequencies: {
    innerSpeech: 0,
    innerSeeing: 0,
    unsymbolizedThinking: 0,
    feeling: 0,
    sensoryAwareness: 0,
  },
  commonPatterns: {
    usesInnerSpeech: null,
    readingVoiceIllusion: null,
    emotionAsThought: null,
    tendencyToGeneralize: 0,
    introspectiveAccuracy: 0,
    preferredResponseLength: 0,
    sensoryDetailRichness: 0,
    momentCaptureAbility: 0,
    emptinessRecognition: 0,
  },
  preferences: {
    receiveQualityFeedback: false,
    showExamples: false,
    adaptiveQuestions: true,
    trainingReminders: true,
    useAIValidation: true,
  },
};
