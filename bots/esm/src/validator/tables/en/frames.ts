import type { CueGroup } from '../../words/cue-book.ts';
import type { LanguageTables } from '../language-tables.ts';

/** *Just before the beep*, *at that moment*: where the report stands, not what it says. */
export const anchors: readonly CueGroup[] = [
  {
    confidence: 1,
    cues: `
      ^ when|as my|the|it|your ~1 phone|notification|alarm|it buzzed|beeped|pinged|rang|vibrated ,
      ^ when it beeped|buzzed|pinged ,
      just|right|shortly|immediately? before|until|till the|your|this|that? @beep @signalVerb?
      just|right|exactly? when|as|while the|your|this|that? @beep @signalVerb
      just|right|exactly? at|by the|your|this|that? @beep
      at|in the|that|this|your exact|very|last|same? moment|instant|second of|before the|your @beep
      the last|very|exact? moment|instant|second before the|your? @beep
      a|the? moment|second|instant|split-second before|earlier
      at|in|during|just that|this|the very|exact|last|precise? moment|instant
      at that|the time
      right|just then|now
      when i got|heard|noticed the|your @beep
      when i was|got beeped
    `,
  },
];

const about = 'about|of|over|through|on|back|at|around|to|toward|towards';

/** After these the words tell what was in mind. */
export const frames: LanguageTables['frames'] = {
  clause: [
    {
      confidence: 1,
      cues: `
        curious|interested ~1 what|how|whether|if|why|who|where|to
        occurred|dawned|struck|hit|clear|obvious ~1 me that|how|what
        was|were|am|'m|be|been|kept|just|started|caught ~1 thinking|wondering|remembering|imagining|realising|realizing|hoping|wishing|noticing|picturing|telling|recalling|reminding|worrying|dreading|debating|deciding|considering|calculating|planning|regretting|pretending|fantasising|fantasizing|dreaming that|if|whether|how|what|why|where|when|who|which|i|he|she|they|it|we|my|the|maybe
        ^ thinking|wondering|remembering|imagining|realising|realizing|hoping|wishing|noticing|picturing|recalling|worrying|dreading|debating|deciding|calculating|planning|regretting|pretending that|if|whether|how|what|why|where|when|who|which|i|he|she|they|it|we|my|the|maybe
        < thinking|wondering|remembering|imagining|realising|realizing|hoping|wishing|noticing|picturing|recalling|worrying|dreading|debating|deciding|calculating that|if|whether|how|what|why|where|when|who|which|i|he|she|they|it|we
        wondered|remembered|imagined|realised|realized|hoped|wished|noticed|pictured|recalled|worried|dreaded|debated|decided|knew|understood|regretted that|if|whether|how|what|why|where|when|who|which|i|he|she|they|it|we|my|the
        i thought that|how|what|why|i|he|she|it|they|we|maybe|there|the|my
        i know|realise|realize|understand|remember|notice|wonder|hope|wish that|if|whether|how|what|why|where|when|who|i|he|she|they|it|we|my|the
        thought|idea|memory|realisation|realization|knowledge|conviction|certainty|worry|fear|hope|suspicion|image|picture|impression|sense|awareness|question|notion|wish|urge|sensation|feeling that|whether|if|how|why
        the|a|this|one|my|was|is thought|idea|worry|question was|is i|he|she|it|they|we|that|whether|if|how|what|why
        thinking|thought|thoughts|wondering|worrying|worried|dreaming|daydreaming about|of|over|on how|what|whether|if|that|why|where|when
        afraid|scared|worried|anxious|nervous|glad|happy|sorry|sad|proud|angry|annoyed|relieved|grateful|surprised|thankful|aware|conscious|convinced|certain _ that|i|he|she|they|it|we|how
        heard|hearing|saw|seeing|listening|watching|following|reading ~4 saying|tell|telling|say|said|explain|explaining|describe|describing|talk|talking|about
        she|he|they|@person|lecturer|man|woman|guy|girl|voice|radio|professor|someone|narrator was|is|said|says|kept|telling|saying|asked|asking|told ~1 telling|saying|explaining|describing|asking|complaining|talking|that|me|us|going
        trying to remember|recall|decide|work|figure|understand|guess
        asking|asked|telling|told myself
      `,
    },
  ],
  percept: [
    {
      confidence: 1,
      cues: `
        feel|feels|feeling|felt that|as|how
        felt|feeling|feel|feels|looked|looks|sounded|sounds|smelled|smells|tasted|tastes like
        as if|though
        heard|hearing|hear|saw|seeing|see|listening|watching|watched|following|noticing|noticed|notice|aware|conscious how|that
      `,
    },
  ],
  resume: [
    {
      confidence: 1,
      cues: `
        and|but|while|so i|me ~0 was|'m|am|felt|feel|feeling ~2 @emotionState|@emotionNoun|cold|hot|tired|hungry
        and|but|with ~0 a|an|some|this|such? ~1 @emotionNoun
        and|but ~1 felt|feel|feeling ~2 @emotionState|@emotionNoun
      `,
    },
  ],
  topic: [
    {
      confidence: 1,
      cues: `
        @emotionNoun|@emotionState at|with|about|over|towards|toward
        thinking|thought|thoughts|daydreaming|dreaming|fantasising|fantasizing|wondering|worrying|worried|worry|reminiscing|reflecting|ruminating|obsessing|pondering ${about}
        remembering|recalling|imagining|picturing|visualising|visualizing|envisioning|dreading|missing|considering|contemplating|rehearsing|replaying|regretting|planning|anticipating|craving !to
        memory|memories|image|images|picture|idea|fear|dread|fantasy|flash|vision|anticipation|hope ${about}
        afraid|scared|anxious|nervous|excited|happy|sad|angry|annoyed|mad|upset|curious|guilty|ashamed|embarrassed|stressed|relieved|proud|grateful|jealous about|of|for|at|with
        looking forward to
        my mind was|is|went|drifted|wandered on|to|at|with|in
        mind|attention|thoughts on|to
        in my imagination
        !n't|not|never want|wanted|wanting|wishing|longing|craving|yearning|dying to|for|a|an|some|the|my
      `,
    },
  ],
};
