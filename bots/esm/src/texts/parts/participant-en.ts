import type { ParticipantTexts } from './participant-shape.ts';

/** English. Neutral: no praise, no evaluation of answers. */
export const en: ParticipantTexts = {
  inviteNeeded:
    'Taking part needs an invitation. Open its link, or send /start with its code, for example /start k7m2xw9q4pzt.',
  inviteUnknown:
    'This code leads to no study. Please check it for slips and send /start with it again, or ask the researchers for a new one.',
  inviteExpired:
    'This invitation has expired. Please ask the researchers for a new one and send /start with its code.',
  inviteUsed:
    'This invitation has been used as often as it allows. Please ask the researchers for another one and send /start with its code.',
  inviteNotOpen:
    'This study has not begun yet. Please open the same invitation again when the researchers say so.',
  inviteFrozen: 'This study is paused and takes nobody in now. Please open the same invitation again later.',
  inviteClosed:
    'This study is closed and takes nobody in any more. The researchers know whether there is another one.',
  secondStudy:
    'You are taking part in “{title}”, and one chat holds one study. To change: /withdraw, then /delete_my_data, then open the new invitation.',
  withdrawnOther:
    'Data of an earlier study are kept here, and one chat holds one study. /export gives them to you, /delete_my_data erases them; then open the new invitation again.',
  noPart:
    'You are not taking part in a study now. /start begins with an invitation; /export and /delete_my_data work for data kept from before.',

  optionalParts:
    'Two further things are up to you. Tick what you agree to; nothing is ticked by itself, and /consent changes it at any time.',
  optionalTicked: 'The optional parts stand as ticked below. Now choose whether to take part.',
  optionalNow: 'The optional parts; a press changes one.',
  optionalChanged: 'Changed; it holds from now on.',
  partAi: 'Texts to an AI provider',
  partQuotation: 'Anonymous quotation',

  askZone:
    'By which clocks do you live? Write your city, for example Kyiv, or a name like Europe/Kyiv. Beeps keep to your local time.',
  cityButtons: [
    ['Europe/London', 'London'],
    ['Europe/Berlin', 'Berlin'],
    ['Europe/Kyiv', 'Kyiv'],
    ['America/New_York', 'New York'],
    ['America/Chicago', 'Chicago'],
    ['America/Los_Angeles', 'Los Angeles'],
  ],
  whichZone: 'Several time zones begin like that. Please choose one, or write more of the name.',
  askUsualHours: 'These are the usual hours. Keep them, or choose your own?',
  keepHours: 'Keep them',
  otherHours: 'Other hours',
  joined:
    'You are part of the study now. Beeps come by themselves; nothing needs doing before. /survey opens a survey in between, /help lists the commands.',

  settingsNow: 'Beeps a day: {count}. Hours: {start}–{end}. Time zone: {zone}. Quiet hours: {quiet}.',
  settingsFromTomorrow:
    'The change holds from tomorrow. Today’s beeps stay where they still fit and are left out otherwise.',
  quietNone: 'none',
  changeHours: 'Hours',
  changeCount: 'Beeps a day',
  changeZone: 'Time zone',
  changeQuiet: 'Quiet hours',
  changeAddress: 'Form of address',
  addressIsFormal: 'Form of address: formal. It shows in Russian and Ukrainian.',
  addressIsInformal: 'Form of address: informal. It shows in Russian and Ukrainian.',
  askStart: 'From what time may beeps come? For example 09:00.',
  askEnd: 'Beeps may come from {start}. Until what time? For example 21:00.',
  askCount: 'How many beeps a day, from 1 to 10?',
  askQuiet:
    'When should no beep come? Write a period, for example 13:00–14:00; there can be three. The word off removes all of them.',
  removeQuiet: 'Remove {start}–{end}',
  hoursForm: 'Please write both times, for example /settings hours 9:00–21:00.',
  leaveAsIs: 'Leave as it is',
  nothingChanged: 'Nothing was changed.',

  askPause: 'For how many days should no beep come? Press a number, or write one from 1 to 14.',
  pauseDays: 'A pause has 1 to {most} days. For example: /pause 3.',
  pausedUntil: 'No beeps until {date}. /resume ends the pause earlier.',
  pauseOver: 'The pause is over; beeps come again. /pause begins another one.',
  notPaused: 'There is no pause now.',
  resumed: 'The pause is over; beeps come again.',

  pushoverIsOn: 'Second beep by Pushover: on.',
  pushoverOn: 'The second beep by Pushover is on. It says only that there is a beep. /pushover off ends it.',
  pushoverOff: 'The second beep by Pushover is off.',
  pushoverKey:
    'A Pushover user key has 30 letters and digits; your Pushover page shows it. Please send /pushover with the key, or /pushover off.',
  pushoverUnavailable: 'This service has no connection to Pushover. Beeps come in this chat alone.',
  secondSignal: 'Beep',

  signal:
    'A beep. Keep the last moment before it in mind, and press Start when you can. It can be opened until {time}.',
  reminder:
    'A reminder: the beep from before is waiting, until {time}. The moment is still the last one before that beep.',
  startBeep: 'Start',
  skipBeep: 'Skip',
  beepExpired: 'This beep has expired, so no survey opens. Nothing needs doing; beeps come by themselves.',
  beepSkipped: 'Noted. There will be no reminder of this beep.',
  beepWasSkipped: 'This beep was skipped before. Nothing was changed.',
  beepAnswered: 'The survey of this beep is over. Nothing was changed.',
  beepCancelled: 'This beep was cancelled. Nothing needs doing.',
  skipOpened: 'The survey of this beep is open. /cancel stops it, and the answers given so far are kept.',
  earlierClosed: 'The survey that was open is closed; the answers given in it are kept.',
  timeIsUp: 'The time for this survey is over. The answers given so far are kept.',
  studyOver:
    'Your part in the study is over; no beep comes any more. Thank you for taking part. /export gives you your data.',
  studyFrozen: 'The researchers have paused the study. Beeps and surveys come again when they go on.',

  noEvents: 'No events are reported in this study.',
  whichEvent: 'Which event?',
  eventLimit: 'At most {limit} events a day are recorded, and that many were. Tomorrow /event works again.',
  eventOutside: 'Events are recorded on the days of the study only, and today is not one of them.',

  previewStarted:
    'A day of the study now runs in {minutes} minutes; beeps: {count}. What you answer is marked and left out of all data.',
  previewMinutes: 'A preview has {fewest} to {most} minutes. For example: /preview {usual}.',
  previewNothing: 'There is no study here to preview.',
  previewOver: 'The preview is over.',
  previewRemove: 'Remove the preview',
  previewRemoved: 'Everything the preview has left is removed.',

  fromResearchers: 'A message from the researchers:\n\n{text}',
  contactAsked:
    'The researchers are told and will answer in this chat; write here what it is about. Until they give the chat back no beep comes.',
  contactOver: 'The conversation with the researchers is over.',
  beepsAgain: 'Beeps come again.',
  withdrawn: 'You have left the study; no beep comes any more. What should become of your data?',
  withdrawKeep: 'They may stay in the study',
  withdrawDelete: 'Delete them',
  withdrawKept:
    'Your data stay in the study. /export gives them to you, /delete_my_data erases them at any time.',
  withdrawnByResearcher:
    'The researchers have ended your part in the study; no beep comes any more. /export gives you your data, /delete_my_data erases them.',

  infoStudy: 'Study: {title}.',
  infoMethod:
    'At random moments a beep comes. It asks for one thing: what, if anything, was in your experience in the last moment before it. A few words are enough, and “nothing” is an answer too. Experiences differ from person to person and from moment to moment; none of them is wrong. The method is called Descriptive Experience Sampling (Hurlburt & Akhter 2006).',
  infoContact: 'Questions about the study are answered by whoever invited you.',
  news: [
    'Beeps: they come at random moments within your hours; /settings changes hours, number, time zone and quiet hours, /pause stops them for some days.',
    'Your data: /withdraw leaves the study, /export gives you your data, /delete_my_data erases them.',
  ],
  researcherChat: 'This is the chat of a researcher. /help lists the commands.',
};
