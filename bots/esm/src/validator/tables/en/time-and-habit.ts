import type { LanguageTables } from '../language-tables.ts';

type Classes = LanguageTables['classes'];

/** Habit, character, people in general. */
export const generalisation: Classes['generalisation'] = [
  {
    confidence: 0.9,
    throughTopic: true,
    cues: `
      usually
      since childhood|i was
      my whole|entire life
      all my life
    `,
  },
  {
    confidence: 0.9,
    cues: `
      most evenings|mornings|nights|days|afternoons|weekends|people|times
      everyone|everybody|anyone ~1 hears|sees|talks|says|worries|wants
      usually|generally|typically|normally|habitually|invariably|customarily
      than|as usual
      !not always
      whenever
      every|each time
      every|each single? day|morning|afternoon|evening|night|week|weekend|month|year|winter|summer|autumn|spring|@weekday
      as a rule
      as usual|always|ever
      like always|usual
      in general
      by|in nature
      tend|tends|tended to
      tendency to
      more often than not
      most of the time
      nine times out of ten
      on|every @weekdays
      it 's|is just? how|who|the|what i|way
      that 's|is just? how|who|what i|it|people
      how i am|'m
      i 'm|am just? the|a|one type|kind|sort|of
      i 'm|am someone|somebody who
      people like me
      the story of my life
      my whole|entire life
      all my life
      ever since i was|can|could|remember
      i 've always|never
      i 'm|am|do|have|get always|never
      since childhood|i was
      by|from habit
      human nature
    `,
  },
  {
    confidence: 0.8,
    cues: `
      people|crowds|kids|meetings|queues|lines|deadlines|exams|phones|strangers|noises ~1 annoy|annoys|irritate|irritates|scare|scares|stress|stresses|exhaust|exhausts|tire|tires|bore|bores|calm|calms|frustrate|frustrates|overwhelm|overwhelms me|us|you
      like any|every ~1 mother|father|parent|man|woman|student|person|human|teacher|driver|other
      who ~1 does|would|would n't|not
      is|are|was just? my nature|character|temper|temperament
      i ~3 when|whenever|if i 'm|am|get|feel|have
      day and night
      around|round the clock
      24/7
      i 've|have got? a|an ~1 memory|mind|brain|temper|personality|imagination|character|stomach like|that|for|of
      effect|impact|influence on people|everyone|me|anyone
      with age
      every|each !@everyBit ~2 i|my|we|you|people
      make|makes people|anyone|everyone|us|one
      i 'm|am a|an ~1 *er $
      people ~1 become|turn
      does|do|did? that|this|it to me|people|us|you
      has that effect|influence
      in my|our|human nature|character|blood|genes
      i find it ~1 hard|easy|difficult|impossible|tricky to
      at the best of times
      nobody|no-one|everyone|everybody ~1 likes|loves|wants|hates|enjoys
      it 's|is ~1 hard|easy|difficult|natural for me|people|us|anyone to
      that 's|is ~1 me for|all
      whatever|wherever|whoever|however i|you ~4 , i|you|it
      whatever|wherever i|you do|go|say|try|eat
      ^ in my experience
      , in my experience
      from my experience
      as soon as|the moment|minute|second|instant i sit|start|see|hear|get|go|open|lie|wake|begin|enter|leave|come|try|think|read|am|'m|have|put|close
      the moment|minute|second i sit|start|see|hear|get|go|open|lie|wake|begin|enter|leave|come|try|think|read|am|'m|have|put|close
      men|women|drivers|teachers|nurses|students|kids|children|parents|dogs|cats|babies|programmers|doctors|russians|ukrainians|americans|teenagers|adults|mothers ~2 talk|are|get|like|love|do|think|never|always|tend|need|want|cry|hate
      the older|more i|you|we get|do|think
      it takes me
      it 's|is a known|fact
      i 'm|am not|n't? ~3 @trait
      @weekday|sunday evenings|mornings|nights|afternoons
      ca|can|could n't|not ~3 without
      drain|drains|makes|gets|wears|teaches|changes|drives you
      my mind|brain|thoughts|attention|body|mood ~2 wanders|wander|drifts|drift|races|works|shuts ~1 a|easily|too|when|if|quickly|best|better
      i think|learn|remember|dream in words|pictures|images
      i work|live|sleep|function|think|learn|concentrate|focus|read best|better|badly|faster|slowly|well
      i ~3 a lot $
      i wake|fall|go|come|stay ~3 every|each
      one of those people|persons|women|men|guys|girls
      a lot of the time
      half the time
      in my life
      i grew up
      my family|mum|mom|dad|mother|father always|never|all
      often|frequently|regularly|rarely|seldom|sometimes|occasionally
      in the mornings|evenings|afternoons
      ^ @weekdays
      @weekdays make|makes|get|are|always
      mornings|evenings|weekends are|make|put|get|with
      i 'm prone|inclined|used|known to|for
      i 'm|am not? ~2 person
      i 'm|am naturally|basically|generally|by
      most people
      people|humans|folks get|tend|always|never|usually|just|who|like
      everyone|everybody|anyone|anybody|nobody gets|feels|thinks|does|has|knows|likes|hates|would|goes
      like|as everyone|everybody|anyone|anybody|most else?
      the same for everyone|everybody|all
      when you|one 're|are|'ve|have|get|do|work|live|sit|think|try|see|feel
      if you 're|are|have|get|do
      when|if|before|after|once i get|go|drive|eat|work|read|sit|start|try|walk|cook|talk|meet|sleep|drink|study|am|'m|have
      it always|often? happens to|when|every
      happens to me
      typical|classic me
      a habit of|i
      my habit
      character|personality trait|trait
      every @countable
      each @countable
      over the years
      i can never|always
    `,
  },
  {
    confidence: 0.7,
    cues: `
      every|each single? @countable|match|game|journey|patient|customer|student|class|winter|summer|birthday|holiday
      habit|routine|habitual
      i get ~2 when|before|after|if|on|in|during|at
      i get @emotionState|sleepy|tired|hungry|bored|distracted|grumpy
      i worry|stress|overthink|procrastinate|daydream|panic|forget|struggle|avoid|eat|drift|zone ~2 too|a|about|over|easily|out|off|with|from|much
      i do n't|not|never really? like|enjoy|get|do|think|feel|eat|sleep|care much|well|about|to|with|the|any
      i hate|love|like|enjoy|prefer|avoid to|@bareplural|when|being|having|going|doing|working|waiting|people
      make|makes me @emotionState|sleepy|tired|hungry|grumpy|cranky|angry|think|want|feel ~2 $
      makes you
      i|my|'m|am ~6 constantly|perpetually|forever|continually
      i never !noticed|saw|heard|felt|knew|thought|realised|realized|had
      all the time
      easily distracted|bored|upset|annoyed|irritated
      this|that|such is how|what my
      at this hour|time i 'm|am|get
      around this hour|time
      this time of day|year
      kind|type|sort of person
    `,
  },
  {
    confidence: 0.5,
    cues: `constantly\ni used to\ndaily\ni 'm|am bad|good|terrible|great at|with\nby default\npeople ~1 @be`,
  },
];

/** A stretch of time where one moment was asked for. */
export const timePeriod: Classes['time_period'] = [
  {
    confidence: 0.9,
    throughTopic: true,
    cues: `
      from the minute|moment|time|second|day|start
      for most|much of
      all|right through the|my|this? ~1
      from ~2 until|till|to ~1 now|noon|lunch|dinner|evening|night|bedtime|morning
      the past few|couple|several|many ~1
      over the past
      over|on|at the|this|last? weekend|weekends|holidays|holiday|summer|winter|years
      until|till now|today
      last few|couple
      since ~1 #|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve
      @number|an|# hours|hour|minutes|days|weeks of|straight|in|into|now|already|on
      a|the|my holidays|vacation|weekend|week|term|shift|trip|journey has|have been
      holidays|vacation|weekend|shift has|have been
      second|third|fourth day|hour|night|week in|of|now|running
      morning|afternoon|evening|night spent|of
      one of those days|mornings|evenings|weeks|nights|afternoons
      spent the|a|an|my ~4 @span|hour|half|morning|afternoon|evening|day|time
      the whole time
      the better part of
      day in
      so far this
      up until
      all through? @period long?
      all of? the|this|my @period
      for|over|during|in the whole|entire? last|past ~3 @span|while|@period
      for ~3 hours|minutes|days|weeks|months|years|hour|ages
      for a|quite|some long|while|good? while|time
      for the best part
      the last|past ~2 hours|minutes|days|weeks|months|years|nights
      the last|past hour|week|day|month|year|night
      the course of
      since this|yesterday|early|late? morning|noon|midday|breakfast|lunch|lunchtime|dinner|yesterday|dawn|midnight|@weekday|waking|getting|last
      since i woke|got|came|started|left|moved|arrived|began|sat
      ever since
      these days
      throughout
      on and off
      off and on
      the rest of the|my @period|time
      hours on end
      from morning|dawn to|till|until
    `,
  },
  {
    confidence: 0.85,
    throughTopic: true,
    cues: `
      half|all|most the|a|this day|morning|afternoon|evening|night|week|weekend|month|year|lesson|class|meeting
      the|this|my whole|entire day|morning|afternoon|evening|night|week|weekend|month|year|time|class|course|game|concert|film|movie|show|dinner|lunch|lesson|trip|ride|drive|meeting|lecture|hour|journey|flight|shift|walk|way|semester
      whole day|morning|afternoon|evening|night|week|weekend
      most|much|half|part|majority of the|my|this @period|time|hour|trip|ride|meeting
      nowadays|lately|recently
      of late
      so far today
      this week|month|year|weekend|semester|past
      up to|until|till now
      as the day went|goes|wore
      a|the? few|couple|many|number of? hours|days|minutes|weeks
      hours and hours
      it 's|is|has been a ~3 day|morning|week|afternoon|night
    `,
  },
  {
    confidence: 0.7,
    cues: `
      during the|a|my|our|this|that|whole !moment|beep|signal|instant|second
      during lunch|breakfast|dinner|class|school|work|practice|rehearsal|training
      ^ today i|we|it 've|have|had been|felt|had
      'd|have|'ve|has been ~2 @emotionState|tired|ill|sick|sleepy|busy|cold|low|off|fine|okay
      a|the long|busy|hard|hectic day|morning|week|afternoon|evening|night
      for ages|days|weeks|months|years|hours
      so far
      a week|month|year|day|morning|afternoon|evening of ~2 $
      've|have|has been ~2 *ing
      ^ been ~1 *ing
      during the|my @period|meeting|lecture|lesson|trip|shift|ride|commute
      an|one|two|three|few|ten|five|couple hour|hours|minute|minutes|day|days ago
      between # and #
      today|morning|afternoon|evening|tonight|day ~3 mostly|mainly|overall|generally|largely|mixed|busy
      mostly|mainly|overall ~6 today|morning|afternoon|evening
    `,
  },
  {
    confidence: 0.5,
    cues: `
      ^ today i|my|we|was|has
      ^ this morning|afternoon|evening
      in the morning|afternoon|evening i
      kept|keep|keeps *ing
      gradually|increasingly
      earlier today|on?
      yesterday !'s
      last night|week !'s
      'd|had been *ing
      mostly|mainly
    `,
  },
];

const soon = 'tomorrow|tonight|later|soon|afterwards|next|@weekday';

/** What is to come, told as a plan and not as a thought. */
export const futurePlan: Classes['future_plan'] = [
  {
    confidence: 0.85,
    cues: `
      i|we|'m|am ~2 meet|meeting|see|seeing|visit|visiting|fly|flying|leave|leaving ~3 after|at|on|this work|lunch|school|class|@weekday|evening|#|noon
      after work|school|class|lunch|dinner|this ~2 i|we 'm|am|'re|are|'ll|will ~1 *ing|go|have|meet|see
      i|we 'm|am|'re|are due|off|booked|scheduled ~1 at|in|to|for|on|back
      on the # th|st|nd|rd
      on the fifth|third|tenth|twentieth|fifteenth of?
      i|we wo|will n't|not be
      should|must|need|have|better|gotta to? ~1 get|be|head|start|go going|off|moving|back|home|ready
      in @number|an|# ~1 minutes|minute|hours|hour|days|weeks
      leaves|starts|begins|opens|closes in|at #|@number|half|noon
      i 'd|had better
      next month|year|spring|summer|autumn|winter|time
      must|should|need|do n't|not|remember|try not? to? remember|forget to
      do n't|not forget to
      about to head|leave|go|start|have|make|call|eat|do|get|pick|take|meet|order|cook|watch|jump|hop|set|run
      @errandNoun|doctor|vet|hairdresser|groceries|parents|flight|wedding|party at|on|in|around|tomorrow|tonight #|two|three|four|five|six|seven|eight|nine|ten|noon|@weekday
      off to the|a|my|bed|work|school|see|meet|buy
      on the cards|horizon
      heading out|over|off ~2 soon|in|at|later
      !what|how|that|if|whether|who|where i|we will|'ll|shall
      < will|'ll !@verbless
      i|we wo|will n't
      gonna
      going to !the|a|an|my|our|@place|school|town|her|his|him|them|me|you|this|that|see
      going to go|call|buy|make|cook|do|get|have|meet|see|visit|phone|ring|pick|start|finish|sleep|eat|watch|read|write|ask|tell|take|put|try|clean
      i|we plan|intend|mean to|on
      i|we 'm|was|am|'re|are|were planning|intending|hoping to
      plan|plans|planning|intending to
      i|we 'm|'re|are|am? planning|intending to|on
      i|we|'m|'re|are|am ~2 *ing ~5 ${soon}
      < *ing ~5 tomorrow|tonight
      < *ing ~4 ${soon}|next|this|on|at|after|in @weekday|week|weekend|month|evening|#|an|seven|eight|nine|ten|four|five|six|half|work|lunch|dinner
      tonight|tomorrow|later|afterwards|soon ~2 i|we|she|he 'm|am|'re|are|'ll|will|need|have|must|should|want|plan|go|'ve|is
      need|have|has|got|must|should|ought|supposed|gotta to? ~5 ${soon}|this|before|by|after
      my|the|our plan|plans for|is|are|to
      on my|the to-do|agenda|schedule
      i 'm|am about? off|heading|due|meeting|seeing|flying|leaving|catching ~4 ${soon}|in
    `,
  },
  {
    confidence: 0.65,
    cues: `
      < need|have|must|should|got|gotta to? @errand
      i need|have|must|should|'ve|ought got? to? @errand
      ^ tomorrow
      tomorrow|tonight $
      next week|month|weekend|year|@weekday
      in an|one|two|a|half hour|hours|minutes|few|couple|while ~2 i|we|hour|hours|minutes
    `,
  },
  {
    confidence: 0.75,
    throughTopic: true,
    cues: `
      want|wanna|hope|hoping|would-like to? ~6 tomorrow|tonight|later|next|afterwards|@weekday
    `,
  },
  { confidence: 0.5, cues: `i|was|am|'m about to\nneed to\nlater $\nhave to\nplanning ~3 for|my|the|our` },
];
