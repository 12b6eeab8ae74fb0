/**
 * The work of one full Turn, the same for every peer: what arrives, what two journalled steps return,
 * what the conversation remembers, what goes out. Pure: a peer only decides where the bytes are kept.
 */

/** @typedef {{id: string, conversation: string, text: string}} Message */
/** @typedef {{step: string, messageId: string, conversation: string, intent: string, score: number, evidence: string}} StepResult */
/** @typedef {{turn: number, lastMessageId: string, intent: string, slots: Record<string, string>, recent: string[]}} ConversationState */

const EVIDENCE = 'price list row 17; delivery table row 4; article "returns"';
const SLOTS = {
  name: 'Olena Kovalenko',
  city: 'Kharkiv',
  size: 'M',
  colour: 'graphite',
  delivery: 'courier',
};
const RECENT_KEPT = 4;

/**
 * @param {string} id unique; what a system deduplicates by
 * @param {string} conversation
 * @returns {Message} about 90 characters of text
 */
export function createMessage(id, conversation) {
  return {
    id,
    conversation,
    text: `Hello, is the graphite jacket still available in size M, and when would it arrive?`,
  };
}

/**
 * What a journalled step returns: about 200 bytes of JSON.
 * @param {Message} message
 * @param {'understand' | 'answer'} step
 * @returns {StepResult}
 */
export function runStep(message, step) {
  return {
    step,
    messageId: message.id,
    conversation: message.conversation,
    intent: 'availability',
    score: 0.87,
    evidence: EVIDENCE,
  };
}

/**
 * The next state of the conversation: about 500 bytes of JSON, not growing with the number of Turns.
 * @param {ConversationState | null | undefined} previous
 * @param {Message} message
 * @returns {ConversationState}
 */
export function nextState(previous, message) {
  const recent = [...(previous?.recent ?? []), message.text.slice(0, 64)].slice(-RECENT_KEPT);
  return {
    turn: (previous?.turn ?? 0) + 1,
    lastMessageId: message.id,
    intent: 'availability',
    slots: SLOTS,
    recent,
  };
}

/**
 * The outgoing message: about 120 characters.
 * @param {StepResult} understood
 * @param {StepResult} answered
 */
export function createReply(understood, answered) {
  const score = Math.min(understood.score, answered.score);
  return `Yes, the graphite jacket is in stock in size M. With a courier it arrives in Kharkiv in two days. Shall I reserve one? ${score}`;
}

/** The local channel: hands the text over and answers with a receipt, at no cost. @param {string} text */
export function deliver(text) {
  return { deliveredAt: Date.now(), characters: text.length };
}

/**
 * Tells whether a system ever ran two handlers of one conversation at once.
 * All peers run their handlers in this process, so a map is enough.
 */
export function createOverlapCounter() {
  /** @type {Map<string, number>} */
  const running = new Map();
  let overlaps = 0;
  let entered = 0;
  return {
    /** @param {string} conversation */
    enter(conversation) {
      entered += 1;
      const count = running.get(conversation) ?? 0;
      if (count > 0) overlaps += 1;
      running.set(conversation, count + 1);
    },
    /** @param {string} conversation */
    leave(conversation) {
      const count = (running.get(conversation) ?? 1) - 1;
      if (count === 0) running.delete(conversation);
      else running.set(conversation, count);
    },
    /** Handlers started so far. */
    get entered() {
      return entered;
    },
    get overlaps() {
      return overlaps;
    },
  };
}
