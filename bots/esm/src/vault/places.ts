/** Where a sealed text belongs. Bytes copied to any other place do not open. */
export interface Place {
  /** Id of the Conversation, or what else owns the row. */
  readonly owner: string;
  /** `table.column`. */
  readonly column: string;
  /** The rest of the row's key, where an owner has several rows. */
  readonly row?: string;
}

/** Words of an answer: `esm_answers.first_sealed`, `final_sealed`. */
export function answerPlace(
  conversationId: string,
  responseId: string,
  itemId: string,
  column: 'first_sealed' | 'final_sealed',
): Place {
  return { owner: conversationId, column: `esm_answers.${column}`, row: `${responseId}/${itemId}` };
}

/** The platform's name of a participant's thread: `esm_participants.chat_sealed`. */
export function chatPlace(conversationId: string): Place {
  return { owner: conversationId, column: 'esm_participants.chat_sealed' };
}

/** The platform's name of a researcher's thread: `esm_researchers.chat_sealed`. */
export function researcherChatPlace(conversationId: string): Place {
  return { owner: conversationId, column: 'esm_researchers.chat_sealed' };
}

/** Interview notes of a coder: `esm_annotations.notes_sealed`. */
export function notesPlace(conversationId: string, responseId: string, coder: string): Place {
  return { owner: conversationId, column: 'esm_annotations.notes_sealed', row: `${responseId}/${coder}` };
}

/** What makes the pseudonyms of a study: `esm_studies.pseudonym_secret`. */
export function studySecretPlace(studyId: string): Place {
  return { owner: `study:${studyId}`, column: 'esm_studies.pseudonym_secret' };
}

/** The platform's name of a thread in which a preview runs: `esm_previews.chat_sealed`. */
export function previewChatPlace(studyId: string): Place {
  return { owner: `study:${studyId}`, column: 'esm_previews.chat_sealed' };
}
