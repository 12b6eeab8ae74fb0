import { readEsmSettings } from '../esm-settings.ts';
import { changeParticipation, memberOf } from '../joining/membership.ts';
import { partFor, readOnce, type Session, say } from '../session.ts';
import { vaultFor } from '../vault/open-vault.ts';
import { isOff } from './answer-dialog.ts';
import { pushoverPlace } from './pushover-effect.ts';

/** `/pushover <key>|off`: a second signal by Pushover, without a word of the study in it. */
export async function pushover(session: Session, argument: string): Promise<void> {
  const { context } = session;
  const texts = partFor(session);
  const member = memberOf(session);
  if (member === null) return;
  const settings = readEsmSettings(context.settings);
  if (isOff(argument)) {
    changeParticipation(session, { pushover: null });
    say(session, texts.pushoverOff);
  } else if (settings.pushoverToken === null) say(session, texts.pushoverUnavailable);
  else if (!/^[A-Za-z0-9]{30}$/.test(argument)) say(session, texts.pushoverKey);
  else {
    const sealed = await readOnce(session, 'pushover-key', async () => {
      const vault = await vaultFor(settings);
      return Buffer.from(vault.seal(argument, pushoverPlace(context.conversationId))).toString('base64');
    });
    changeParticipation(session, { pushover: sealed });
    say(session, texts.pushoverOn);
  }
}
