import type { Texts } from './text-shape.ts';

/** English. Neutral: no praise, no evaluation of answers. */
export const en: Texts = {
  title: 'Experience sampling',
  languageName: 'English',
  chooseLanguage: 'Please choose a language.',
  languageSet: 'The language is now English.',

  consentFirst: 'Please read this first and choose with one of the buttons below it.',
  consentChanged: 'The consent text has changed. Please read the new one and choose again.',
  agree: 'I agree',
  decline: 'I decline',
  agreed: 'Your agreement is recorded. /help lists the commands.',
  alreadyAgreed: 'Your agreement is already recorded. /consent shows it.',
  declined:
    'You have declined. Nothing about you is kept; only an anonymous count of refusals has grown by one. If you reconsider, send /start.',
  declinedChange:
    'You have declined the new text. Nothing further is recorded; earlier answers stay. /export gives them to you, /delete_my_data erases them.',
  consentRecord: 'You agreed to version {version} on {date} (UTC). The text was:\n\n{text}',

  alreadyIn: 'You are already taking part.',
  idle: 'No survey is open now. /survey opens one, /help lists the commands.',
  helpTitle: 'Commands:',
  unknownCommand: 'There is no command {command} here. /help lists the commands.',
  staleButton: 'This button belongs to an earlier message. Nothing was changed.',
  useButtons: 'Please answer this with the buttons.',
  alreadyAnswered:
    'This question was answered or skipped before, so nothing was changed. /back returns to it.',

  startSurvey: 'Open a survey',
  surveyOpening: 'Please take the moment just before you opened this survey as the moment of the beep.',
  eventOpening: 'Please take the moment of the event as the moment of the beep.',
  surveyOpen: 'The survey is open; this is the current question.',
  question: '{number}/{count}. {question}',
  skip: 'Skip',
  back: 'Back',
  keep: 'Keep my earlier answer',
  done: 'Done',
  yes: 'Yes',
  no: 'No',
  earlierKept: 'Your earlier answer to this question is kept until you give another one.',
  atFirst: 'This is the first question; there is nothing before it.',
  skipRequired: 'This question cannot be skipped. /cancel stops the survey.',
  cancelled: 'The survey is stopped. The answers given so far are kept. /survey opens a new one.',
  saved: 'Saved. /survey opens another survey.',

  askText: 'Please answer this question in words.',
  tooLong: 'The limit for this answer is {limit} characters; yours has {length}, and it was not stored.',
  askScale: 'Please answer with a number from {min} to {max}: a button or digits.',
  outOfRange: 'The scale runs from {min} to {max}. Please choose a number on it.',
  askChoice: 'Please choose one of the answers: a button or its number.',
  askMulti: 'Please choose with the buttons and then press Done, or type the numbers, for example 1, 3.',
  askNumber: 'Please answer with a number in digits.',
  askInteger: 'Please answer with a whole number in digits.',
  inDigits: 'If {value} is meant, please send {value} in digits.',
  tooSmall: 'Please give a number that is not below {min}.',
  tooLarge: 'Please give a number that is not above {max}.',
  askTime: 'Please give a time as hours and minutes, for example 08:30.',
  askYesNo: 'Please answer yes or no.',
  mediaIgnored:
    'Pictures, stickers, voice messages and files cannot be taken as answers here, and nothing was stored.',
  captionKept: 'Only the words were taken; pictures, stickers, voice messages and files were not stored.',
  tooEarly:
    'One message came before this question was shown, so it was not taken as its answer and not stored.',
  editNoted:
    'The edit is noted. Answers stay as they were first sent; during a survey /back lets you give another one.',

  exportNothing: 'No data of yours are stored.',
  exportJson: 'Your data as JSON, exactly as stored before this request.',
  exportCsv:
    "The same answers as CSV. Texts that begin with =, +, -, @, a tab or a carriage return have an apostrophe (') in front, so that spreadsheets do not run them. Codes: -99 skipped, -98 not shown, -97 not reached, -96 shown without an answer.",
  exportShortened:
    'The files would be larger than 1 MiB, so each holds only your newest surveys: {shown} of {total}.',
  deleteAsk:
    'All your answers, your consent and the messages of this chat will be erased. This cannot be undone. The buttons work for 10 minutes. Erase everything?',
  deleteYes: 'Erase everything',
  deleteNo: 'Keep my data',
  deleteKept: 'Nothing was erased.',
  deleteExpired: 'This confirmation is no longer valid, and nothing was erased. /delete_my_data asks again.',
  deleted:
    'Your answers and your consent are erased; what is left of this chat in the service goes within an hour. Only the language stays. /start begins anew.',
  nothingToDelete:
    'You have not agreed to take part, so no answers are stored. The messages of this chat and the language are now erased too.',
  failed: 'Something went wrong on our side. Please send your last message again.',
};
