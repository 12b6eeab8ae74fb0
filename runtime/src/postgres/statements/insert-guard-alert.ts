import type { TurnWrite } from '../../contracts/bot.ts';

/** A DeadLetter of the Turn's Updates, which no program has seen, committed together with the Turn. */
export function insertGuardAlert(alert: {
  readonly bot: string;
  readonly conversationId: string;
  readonly fromSeq: number;
  readonly throughSeq: number;
  readonly reason: string;
}): TurnWrite {
  const { bot, conversationId, fromSeq, throughSeq, reason } = alert;
  return {
    name: 'insert_guard_alert',
    sql: `insert into dead_letters (kind, bot, conversation_id, from_seq, through_seq, reason)
      values ('turn', $1, $2, $3, $4, $5)`,
    values: [bot, conversationId, fromSeq, throughSeq, reason],
    expectedRows: 1,
  };
}
