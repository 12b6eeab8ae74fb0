/** What is said about joining, signals, settings, own data and feedback. `{name}` marks a place to fill. */
export interface ParticipantTexts {
  readonly inviteNeeded: string;
  readonly inviteUnknown: string;
  readonly inviteExpired: string;
  readonly inviteUsed: string;
  readonly inviteNotOpen: string;
  readonly inviteFrozen: string;
  readonly inviteClosed: string;
  /** Fills: `title`. */
  readonly secondStudy: string;
  readonly withdrawnOther: string;
  readonly noPart: string;

  readonly optionalParts: string;
  readonly optionalTicked: string;
  readonly optionalNow: string;
  readonly optionalChanged: string;
  readonly partAi: string;
  readonly partQuotation: string;

  readonly askZone: string;
  /** Zones with the names of their cities on buttons. */
  readonly cityButtons: readonly (readonly [zone: string, name: string])[];
  readonly whichZone: string;
  readonly askUsualHours: string;
  readonly keepHours: string;
  readonly otherHours: string;
  readonly joined: string;

  /** Fills: `count`, `start`, `end`, `zone`, `quiet`. */
  readonly settingsNow: string;
  readonly settingsFromTomorrow: string;
  readonly quietNone: string;
  readonly changeHours: string;
  readonly changeCount: string;
  readonly changeZone: string;
  readonly changeQuiet: string;
  readonly changeAddress: string;
  readonly addressIsFormal: string;
  readonly addressIsInformal: string;
  readonly askStart: string;
  /** Fills: `start`. */
  readonly askEnd: string;
  readonly askCount: string;
  readonly askQuiet: string;
  /** Fills: `start`, `end`. */
  readonly removeQuiet: string;
  readonly hoursForm: string;
  readonly leaveAsIs: string;
  readonly nothingChanged: string;

  readonly askPause: string;
  /** Fills: `most`. */
  readonly pauseDays: string;
  /** Fills: `date`. */
  readonly pausedUntil: string;
  readonly pauseOver: string;
  readonly notPaused: string;
  readonly resumed: string;

  readonly pushoverIsOn: string;
  readonly pushoverOn: string;
  readonly pushoverOff: string;
  readonly pushoverKey: string;
  readonly pushoverUnavailable: string;
  readonly secondSignal: string;

  /** Fills: `time`. */
  readonly signal: string;
  /** Fills: `time`. */
  readonly reminder: string;
  readonly startBeep: string;
  readonly skipBeep: string;
  readonly beepExpired: string;
  readonly beepSkipped: string;
  readonly beepWasSkipped: string;
  readonly beepAnswered: string;
  readonly beepCancelled: string;
  readonly skipOpened: string;
  readonly earlierClosed: string;
  readonly timeIsUp: string;
  readonly studyOver: string;
  readonly studyFrozen: string;

  readonly noEvents: string;
  readonly whichEvent: string;
  /** Fills: `limit`. */
  readonly eventLimit: string;
  readonly eventOutside: string;

  /** Fills: `minutes`, `count`. */
  readonly previewStarted: string;
  /** Fills: `fewest`, `most`, `usual`. */
  readonly previewMinutes: string;
  readonly previewNothing: string;
  readonly previewOver: string;
  readonly previewRemove: string;
  readonly previewRemoved: string;

  /** Fills: `text`. */
  readonly fromResearchers: string;
  readonly contactAsked: string;
  readonly contactOver: string;
  /** Behind the former, where beeps come. */
  readonly beepsAgain: string;
  readonly withdrawn: string;
  readonly withdrawKeep: string;
  readonly withdrawDelete: string;
  readonly withdrawKept: string;
  readonly withdrawnByResearcher: string;

  /** Fills: `title`. */
  readonly infoStudy: string;
  readonly infoMethod: string;
  readonly infoContact: string;
  /** Newest first. */
  readonly news: readonly string[];
  readonly researcherChat: string;
}
