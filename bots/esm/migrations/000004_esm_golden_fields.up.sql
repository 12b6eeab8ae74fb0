-- The golden standard fields of participants (data migration `golden-standard-fields`). Whoever joins from now on
-- has all of them; rows from before wait for the data migration with null.
ALTER TABLE esm_participants
  ADD COLUMN golden_fields jsonb,
  -- What the data migration added to this row, for its way down.
  ADD COLUMN golden_written jsonb;
ALTER TABLE esm_participants ALTER COLUMN golden_fields SET DEFAULT '{
  "trainingStartDate": null, "averageDataQuality": null, "currentTrainingDay": 0, "trainingCompleted": false,
  "qualityHistory": [], "achievements": [],
  "phenomenaFrequencies": {
    "innerSpeech": 0, "innerSeeing": 0, "unsymbolizedThinking": 0, "feeling": 0, "sensoryAwareness": 0
  },
  "commonPatterns": {
    "usesInnerSpeech": null, "readingVoiceIllusion": null, "emotionAsThought": null, "tendencyToGeneralize": 0,
    "introspectiveAccuracy": 0, "preferredResponseLength": 0, "sensoryDetailRichness": 0,
    "momentCaptureAbility": 0, "emptinessRecognition": 0
  },
  "preferences": {
    "receiveQualityFeedback": false, "showExamples": false, "adaptiveQuestions": true,
    "trainingReminders": true, "useAIValidation": true
  }
}';
