/** Every sentence the bot says outside instruments and consent. `{name}` marks a place to fill. */
export interface Texts {
  readonly title: string;
  readonly languageName: string;
  readonly chooseLanguage: string;
  readonly languageSet: string;

  readonly consentFirst: string;
  readonly consentChanged: string;
  readonly agree: string;
  readonly decline: string;
  readonly agreed: string;
  readonly alreadyAgreed: string;
  readonly declined: string;
  /** To somebody who had agreed to an earlier version. */
  readonly declinedChange: string;
  /** Fills: `version`, `date`, `text`. */
  readonly consentRecord: string;

  readonly alreadyIn: string;
  readonly idle: string;
  readonly helpTitle: string;
  /** Fills: `command`. */
  readonly unknownCommand: string;
  readonly staleButton: string;
  readonly useButtons: string;
  readonly alreadyAnswered: string;

  readonly startSurvey: string;
  readonly surveyOpening: string;
  readonly eventOpening: string;
  readonly surveyOpen: string;
  /** Fills: `number`, `count`, `question`. */
  readonly question: string;
  readonly skip: string;
  readonly back: string;
  readonly keep: string;
  readonly done: string;
  readonly yes: string;
  readonly no: string;
  readonly earlierKept: string;
  readonly atFirst: string;
  readonly skipRequired: string;
  readonly cancelled: string;
  readonly saved: string;

  readonly askText: string;
  /** Fills: `limit`, `length`. */
  readonly tooLong: string;
  /** Fills: `min`, `max`. */
  readonly askScale: string;
  /** Fills: `min`, `max`. */
  readonly outOfRange: string;
  readonly askChoice: string;
  readonly askMulti: string;
  readonly askNumber: string;
  readonly askInteger: string;
  /** Fills: `value`. */
  readonly inDigits: string;
  /** Fills: `min`. */
  readonly tooSmall: string;
  /** Fills: `max`. */
  readonly tooLarge: string;
  readonly askTime: string;
  readonly askYesNo: string;
  readonly mediaIgnored: string;
  readonly captionKept: string;
  readonly tooEarly: string;
  readonly editNoted: string;

  readonly exportNothing: string;
  readonly exportJson: string;
  readonly exportCsv: string;
  /** Fills: `shown`, `total`. */
  readonly exportShortened: string;
  readonly deleteAsk: string;
  readonly deleteYes: string;
  readonly deleteNo: string;
  readonly deleteKept: string;
  readonly deleteExpired: string;
  readonly deleted: string;
  readonly nothingToDelete: string;
  readonly failed: string;
}
