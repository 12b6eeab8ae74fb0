import type { Json } from '../../contracts/json.ts';
import { systemClock } from '../../core/clock.ts';
import { redacted } from '../../core/redaction-value.ts';
import { listChannels } from '../channels.ts';
import { createDeadLetters } from '../dead-letters.ts';
import type { AppDefinition } from '../definition.ts';
import { explain, mapTexts, redactExplanation } from '../explain.ts';
import { formatExplanation } from '../format-explanation.ts';
import { type ReplayReport, replayTurn } from '../replay.ts';
import { createTelegramChannels } from '../telegram.ts';
import { complain, print, printJson } from './output.ts';
import { withSession } from './session.ts';
import { engineOf, guardsOf } from './session-parts.ts';

interface JsonFlag {
  readonly json?: boolean;
}

interface RevealFlag extends JsonFlag {
  readonly reveal?: boolean;
}

/** `opora why <id>`: 0 when something is known of it, else 1. Personal data only with `--reveal`, which is logged. */
export function runWhy(definition: AppDefinition, id: string, flags: RevealFlag): Promise<number> {
  return withSession(definition, async (session) => {
    const { logger, redactorFor } = session.observability;
    const found = await explain(engineOf(session).store, id);
    if (flags.reveal === true) logger.warn({ id }, 'Personal data was revealed on the command line.');
    const story =
      found === null || flags.reveal === true ? found : redactExplanation(found, redactorFor('console'));
    if (story === null) {
      complain(
        `Nothing is stored under "${id}". Ids look like u12.3 (update), t12.1 (turn) or d12.4 (delivery).`,
      );
      return 1;
    }
    if (flags.json === true) printJson(story);
    else print(formatExplanation(story));
    return 0;
  });
}

/** `opora replay <turn>`: 0 when it came out the same, 1 when not. */
export function runReplay(definition: AppDefinition, id: string, flags: JsonFlag): Promise<number> {
  return withSession(definition, async (session) => {
    const { config, packages, observability } = session;
    const { logger, meter } = observability;
    const telegram = createTelegramChannels(config, packages, { clock: systemClock, logger, meter });
    const channels = listChannels(packages, telegram);
    const channelOf = (bot: string, name: string) =>
      channels.find((each) => each.bot === bot && each.channel.name === name)?.channel;
    const guards = guardsOf(session);
    const bots = new Map(packages.map(({ bot }) => [bot.name, guards.protectBot(bot)]));
    const found = await replayTurn(engineOf(session).store, id, bots, channelOf, config.botSettings);
    const { redactorFor } = observability;
    // Compared as they are, shown without personal data.
    const report = mapTexts(found as unknown as Json, redactorFor('console').text) as unknown as ReplayReport;
    if (flags.json === true) printJson(report);
    else {
      print(`${report.turnId}: ${report.same ? 'the same outcome' : 'ANOTHER outcome'}`);
      if (report.failure !== null) print(`failed: ${report.failure}`);
      if (!report.stateSame)
        print(`state: ${JSON.stringify({ stored: report.stored.state, replayed: report.replayed.state })}`);
      if (!report.deliveriesSame) {
        print(
          `deliveries: ${JSON.stringify({ stored: report.stored.deliveries, replayed: report.replayed.deliveries })}`,
        );
      }
    }
    return report.same ? 0 : 1;
  });
}

/** `opora deadletters list`: 0 when there are none, 1 when a person is needed. */
export function runDeadLettersList(definition: AppDefinition, flags: JsonFlag): Promise<number> {
  return withSession(definition, async (session) => {
    const { store, intake } = engineOf(session);
    const { text } = session.observability.redactorFor('console');
    const open = await createDeadLetters(store, intake).list(500);
    const letters = open.map((letter) => ({
      ...letter,
      conversation: letter.conversation === null ? null : redacted,
      reason: text(letter.reason),
    }));
    if (flags.json === true) printJson(letters);
    else if (letters.length === 0) print('No dead letters.');
    for (const letter of flags.json === true ? [] : letters) {
      const what =
        letter.kind === 'turn'
          ? `updates u${letter.conversation_id}.${letter.from_seq}–${letter.through_seq}`
          : `delivery d${letter.conversation_id}.${letter.from_seq}`;
      print(
        `${letter.id}  ${new Date(letter.created_at).toISOString()}  ${letter.kind}  ${letter.bot}  ${what}  ${letter.reason}`,
      );
    }
    return letters.length === 0 ? 0 : 1;
  });
}

/** `opora deadletters retry|drop <id>`: 0 when it is done, 1 when no open one has that id. */
export function runDeadLetter(
  definition: AppDefinition,
  verb: 'retry' | 'drop',
  id: string,
  flags: JsonFlag,
): Promise<number> {
  return withSession(definition, async (session) => {
    const { store, intake } = engineOf(session);
    const letter = /^\d{1,18}$/.test(id) ? await createDeadLetters(store, intake)[verb](id) : null;
    if (letter === null) {
      complain(`There is no open dead letter ${id}; "opora deadletters list" shows them.`);
      return 1;
    }
    const { kind, bot } = letter;
    if (flags.json === true) printJson({ id, action: verb, kind, bot });
    else print(`${verb === 'retry' ? 'Given another chance' : 'Closed'}: ${kind} of ${bot}.`);
    return 0;
  });
}
