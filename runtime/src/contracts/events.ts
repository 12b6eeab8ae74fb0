/** What the engine tells readers inside the same process; a hint, never the truth. */
export type EngineEvent =
  | { readonly type: 'update-accepted'; readonly conversationId: string; readonly dueInMs: number | null }
  | { readonly type: 'turn-start'; readonly conversationId: string }
  | { readonly type: 'turn-end'; readonly conversationId: string; readonly erased: boolean }
  | { readonly type: 'delivery-recorded'; readonly conversationId: string };

export type EngineListener = (event: EngineEvent) => void;
