r"""The words by which each reason is told, for one clause of text in its normal form (`text.normal`).

One way of saying it a line; a line is a regular expression between word boundaries. What is denied
("nothing broken"), supposed ("if it were late") or said of something else than the goods ("late reply",
"the box was dented") is sorted out in `reasons`.
"""

import re

from hitl.domain.policy import Reason


def _ways(lines: str, *, after: str = r"(?!\w)") -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(line.strip() for line in lines.strip().splitlines())}){after}")


_THING = (
    r"(?:orders?|parcels?|package|packages|packet|delivery|items?|goods|stuff|products?|shipment|box|it|they"
    r"|them|ones?|things?|anything|mail|post|courier|driver)"
)
_NOT = (
    r"(?:not|never|n't|didn't|hasn't|haven't|doesn't|isn't|wasn't|don't|won't|can't|couldn't|aren't|weren't"
    r"|refuses? to|fail(?:s|ed)? to)"
)
_SHOWN = (
    r"(?:described|advertised?|advertised|pictured|shown|promised|listed|stated|claimed|photo\w{0,3}|picture\w{0,2}"
    r"|description|listing|images?|website|site|ad|page|online|specs?|label|specifications?|measurements)"
)
_WRONG_THING = (
    r"(?:item|items|product|products|thing|things|one|ones|size|sizes|color|colors|model|version|order|parcel"
    r"|goods|stuff|flavou?r|article|style|variant|pair|book|edition|title|pattern|shade|length|brand|plug|kind|type)"
)
_CAME = r"(?:got|posted|mailed|supplied|received|sent|sent me|was sent|came|arrived|found|have been sent|were sent|shipped|delivered|turned up)"
_OCCASION = (
    r"(?:birthday|wedding|christmas|anniversary|party|event|holidays?|trip|date|deadline|christening|graduation"
    r"|easter|halloween|valentine\w{0,2}|mother'?s day|father'?s day|eid|diwali|exam|interview|occasion|festival"
    r"|show|conference|baptism|funeral|dinner|concert|school play|guests)"
)
_COLORS = (
    r"(?:black|white|gr[ae]y|red|blue|green|yellow|orange|purple|pink|brown|beige|navy|gold|silver|another \w+"
    r"|a different \w+|the wrong \w+|size \w+|small|medium|large|xs|xl|xxl)"
)
_BITS = (
    r"(?:pieces?|parts?|screws?|lids?|cables?|chains?|buttons?|pawns?|pages?|bolts?|instructions|manual|batter(?:y|ies)|legs?|knobs?"
    r"|caps?|straps?|chargers?|cards?|wheels?|keys?|hooks?|accessor(?:y|ies)|components?|plugs?|covers?|tops?|bottoms?|pockets?|string)"
)
_PART = (
    r"(?:zip|zipper|button|switch|motor|battery|speaker|screen|display|pump|hinge|fan|seams?|stitching|bulb|handle|lid"
    r"|strap|clasp|latch|cable|plug|charger|remote|sensor|mic|microphone|engine|heater|mechanism|drawer|wheel|blade"
    r"|blades|lock|nozzle|valve|spring|elastic|velcro|sole|buckle|coating|timer)"
)
_NO_FAULT = (
    r"(?:fit|like|want|need|suit|look|match|have|has|know|remember|understand|go|come|arrive|mind|care|fancy|receive"
    r"|feel|think|belong|get|show|turn up|reach|appear|matter|mean|say|seem|bother|help|answer|reply|respond to me|ship"
    r"|deliver|accept|offer|allow|include|contain|correspond|resemble|wear|love|appeal|flatter|please|let|give|send"
    r"|tell|exist|agree|see|expect|take|be|do|even|really|work (?:in|with|for) (?:my|our|me|us|the)|compliment|update|load)"
)
"""What goods may not do without being at fault, or what a company does not do."""
_DOES = (
    r"(?:work\w{0,3}|function\w{0,3}|turn(?:s|ing)? (?:on|off)|turn|switch(?:es|ing)? (?:on|off)|start\w{0,3}|boot\w{0,3}"
    r"|charg(?:es?|ing)|power\w{0,3}(?: on| up)?|light(?:s|ing)?(?: up)?|connect\w{0,3}|pair\w{0,3}|heat\w{0,3}(?: up)?|spin\w{0,4}"
    r"|hold (?:a |its |any )?(?:charge|air|water|pressure)|close\w?|closing|open properly|seal\w?|lock\w?|respond\w{0,3}|syncs?"
    r"|play\w?|ring\w?|click\w?|cools?|dry|dries|inflate\w?|stay (?:on|inflated|up|closed|shut)|grinds?|cuts?|writes?|prints?|rolls?"
    r"|toasts?|boils?|brews?|blends?|sprays?|pumps?|sticks?(?: to)?|rotates?|ticks?|beeps?|zooms?|focus\w{0,2}|records?|loads?|folds?"
    r"|unfolds?|slides?|extends?|drains?|filters?|steams?|iron|dispenses?|registers?|detects?|reads?|measures?|weighs?|chops?"
    r"|peels?|slices?|whisks?|get (?:hot|cold|warm)|stand up|stand straight|snap shut|fasten\w?|lift\w?|make any sound)"
)

PATTERNS: dict[Reason, re.Pattern[str]] = {
    Reason.CHARGED_TWICE: _ways(
        r"""
        (?:charged|billed|debited|deducted|invoiced|paid|taken|took|hit|paying|collected|left my account)(?: \w+){0,6} (?:twice|two times|2x|2 times|double|a second time|three times|multiple times)
        (?:twice|double|two times|2 times)(?: \w+){0,3} (?:charged?|billed|debited|charges?|payments?|for the same)
        (?:double|duplicate|duplicated|second|two|2|identical|repeated|extra) (?:\w+ )?(?:charges?|charged|payments?|transactions?|debits?|billing|billed|withdrawals|amounts)
        double[- ](?:charged?|billed|payment|billing|dipped)
        (?:charge|amount|payment|purchase|sum) (?:\w+ )?(?:appears|shows(?: up)?|listed|is there) (?:twice|a second time|on two lines)
        same (?:amount|charge|payment|order|sum|purchase) (?:\w+ ){0,4}(?:twice|on two lines)
        (?:payment|both)(?: \w+)? (?:went|gone|go) through(?: twice)?
        (?:charged|billed) (?:for it )?again
        took the payment again
        paid for two
        """
    ),
    Reason.NEVER_ARRIVED: _ways(
        rf"""
        (?:{_THING}|which|that) (?:\w+ ){{0,2}}?(?:(?:has|have|had|did|is|was|are) )?(?:never|not|{_NOT})(?: \w+){{0,2}} (?:arrived?|arriving|come|came|turned up|turn up|show(?:ed|n)?(?: up)?|reach(?:ed)?|been delivered|delivered|here|there|got here|made it|materiali[sz]ed)(?! (?:out|off|on\b|apart|with|undone|loose|together|clean|up\b|true|as|how|to expect))
        (?:never|hasn't|haven't|didn't|not|has not|have not|did not)(?: \w+){{0,2}} (?:arrived?|showed up|shown up|turned up|turn up|show up|come|came|been delivered|delivered)(?! (?:broken|damaged|with|in\b|apart|off|on|out|undone|loose|clean|up\b|as))
        (?:never|haven't|hasn't|have not|didn't|did not|not|yet to|still waiting to)(?: ever| even| yet| actually)? (?:receiv\w{{1,3}}|got|get|gotten|seen|saw|had)(?: \w+){{0,3}} {_THING}(?! (?:refund|refunded|money|reply|to \w+))
        (?:never|haven't|have not|didn't|did not|not) (?:yet )?(?:receive|received|gotten)(?! (?:a |an |any |my |the |your )?(?:\w+ )?(?:refund|reply|response|answer|money|email|e-mail|confirmation|help|reimbursement|call|credit|update|news|notice))
        (?:have|had) yet to (?:get|receive|see) (?:it|anything|my \w+|the \w+)(?! (?:refund|money))
        (?:nothing|none of (?:it|them|this)) (?:has |had |have |ever |was |is )*(?:been )?(?:arrived?|came|come|showed|shown|turned|delivered|received|here|put through)
        (?:still )?(?:got|have|had) (?:nothing|zilch|no (?:parcel|package|delivery|order|goods))(?! (?:against|to complain|but good))
        still (?:no|waiting (?:for|on)|awaiting|missing|don't have|without)(?: \w+){{0,2}} (?:{_THING}|sign)(?! (?:refund|reply))
        still nothing(?: here)?
        no (?:sign|trace) of
        not a (?:sign|trace) of
        no (?:parcel|package|delivery|order|goods|box|packet|post) (?:\w+ )?(?:here|there|anywhere|has|came|arrived|at|in|on my|so far|yet|today|was|is)
        (?:there(?:'s| is| was)|and|but|with) no (?:parcel|package|delivery|box|packet)
        (?:lost|missing|vanished|disappeared|gone astray|gone missing|swallowed|stuck) (?:\w+ )?(?:in (?:the )?(?:post|mail|transit|shipping|customs)|by (?:the )?(?:courier|carrier|post|mail|system)|somewhere|into thin air)
        (?:{_THING}) (?:\w+ ){{0,3}}(?:lost|missing|stolen|disappeared|vanished|no ?where|astray|swallowed)(?! (?:its|a|the|one|some|pieces?|parts?|screws?|all|two|three|lid|instructions))
        (?:lost|missing|undelivered|stolen) (?:parcel|package|delivery|order|shipment|packet)
        (?:courier|carrier|post|dhl|ups|fedex|driver) (?:\w+ ){{0,3}}lost (?:it|the|my|them)
        went missing
        (?:someone|somebody|thieves|thief) (?:\w+ )?(?:stole|took) (?:it|the|my)
        (?:marked|shows?|showing|says|listed|claims|confirmed)(?: \w+){{0,3}} (?:as )?delivered
        (?:was|were|is|are|has been|been|one|item|two) missing (?:from|in|out of)(?: the| my| this)? (?:box|parcel|package|order|delivery|bag|shipment)
        (?:was|were|is|are) missing$
        missing (?:from|in) (?:the|my) (?:box|parcel|package|order|delivery|bag|shipment)
        (?:wasn't|weren't|was not|were not|isn't|not) (?:in|inside|included in) (?:the|my) (?:box|parcel|package|delivery|bag|shipment)
        (?:nothing|empty) (?:in|inside) (?:the |my |it)?(?:box|parcel|package|bag)?
        (?:empty (?:box|parcel|package|envelope)|(?:box|parcel|package|envelope|bag|mailbox) (?:\w+ )?(?:was|is|has been|came|arrived) empty)
        non-?delivery|not delivered|undelivered|didn't make it|never made it|porch pirate
        where(?:'s| is| are| on earth is| on earth are) my (?:order|parcel|package|delivery|stuff|item|shipment|things)(?! \w+ refund)
        tracking (?:\w+ ){{0,2}}(?:hasn't|has not|not) (?:moved|updated|changed)
        returned to sender
        waiting (?:for|on) (?:my|the|this|our|it) ?(?:order|parcel|package|delivery|\w+)? ?(?:since|for (?:\w+ )?(?:days|weeks|months|ages|over|a (?:week|month)|more))
        should have (?:been here|arrived|come|been delivered)
        """
    ),
    Reason.WRONG_ITEM: _ways(
        rf"""
        (?:sent|got|received|shipped|delivered|gave|given|came|arrived|had|in the (?:box|parcel|package)|contained?s?|inside was|was|is|were|it's|with|been)(?: \w+){{0,4}} (?:wrong|incorrect|different|completely other|another|unrelated)(?: \w+){{0,2}} {_WRONG_THING}(?! (?:from the (?:picture|photo|website|listing|ad)|than (?:shown|described|advertised|the picture|the photo)|to the picture))
        (?:wrong|incorrect) (?:\w+ )?(?:item|items|product|products|thing|things|one|ones|order|parcel|model|version|goods|stuff|flavou?r|article|edition|delivery|variant)
        (?:sent|got|received|shipped|delivered|gave|came|arrived|picked|packed|was|is|were|it's)(?: \w+){{0,3}} (?:wrong|incorrect|mixed up)(?! with)
        instead of (?:the|my|a|an|what|one|two|three|\w+)
        (?:rather than) (?:the|my|a|an|what|\w+) ?(?:i (?:ordered|bought)|one|\w+)?
        (?:not|isn't|never) (?:what|the (?:\w+ )?(?:one|ones|item|thing|product|color|size|book|model)s?) (?:i|we|that i|that we|from my|on my) (?:ordered|bought|paid|asked|wanted|chose|selected|purchased|picked|order|confirmation)
        (?:isn't|aren't|not) (?:mine|my order)
        (?:someone|somebody) else's|another customer'?s?|a stranger's|another person'?s?
        (?:ordered|bought|asked for|wanted|chose|selected|paid for|picked|purchased|was expecting|expecting|requested|needed)(?: [\w'-]+){{1,7}},? (?:and |but |you |i |they |we |what |a |an |the |one |instead )*{_CAME}(?! (?:it |them |him |her |all )?(?:on|yesterday|today|broken|damaged|last|late|after|this|with|back|cracked|smashed|shattered|in|the wrong|chipped|torn|defective|faulty|from|at|and|fine|safely|quickly|a day|two days|as|for|by|well))
        (?:got|received|sent me|you sent|came with|have)(?: [\w'-]+){{1,6}} (?:when|though|although|whereas|while|but|and|my|as) (?:i |we |my |the )?(?:had |have )?(?:ordered|bought|asked for|chose|chosen|selected|paid for|order says|order was|needed|wanted|purchased)
        (?:ordered|asked for|bought|chose|wanted|paid for|selected)(?: [\w'-]+){{1,8}}[,.]? (?:and |but |then |it |they |i )*(?:received|got|came|turned up|arrived)(?: (?:it|them|one))? in {_COLORS}
        (?:ordered|asked for|bought|chose)(?: [\w'-]+){{0,5}} in {_COLORS},? (?:and |but )?{_COLORS} (?:came|turned up|arrived|was)
        (?:got|received|sent me|you sent|was sent|were sent|came in|came as)(?: [\w'-]+){{1,6}}[,.]? (?:but |and |though )?(?:i|we) (?:had |have )?(?:ordered|asked for|chose|selected|paid for|wanted)(?! (?:it|this|that|them|these|on|for|last|from|in|at|yesterday|two|three|\d|my|online))
        (?:ordered|asked for|bought|chose|selected) (?:the |a |an )?(?:size )?[\w-]+(?: \w+)?, (?:it's|this is|these are|it is|they are|got|and got|here is|mine is)
        (?:this|it|that|these) (?:is|are) (?:a |an |the )?(?:\w+ ){{1,3}}and i (?:ordered|bought|wanted|asked for)
        two (?:left|right) \w+|both (?:\w+ ){{0,6}}(?:left|right) (?:hands?|foot|feet)
        (?:been|was|were|got) sent (?:a|an|the)(?: \w+){{1,5}}[,;.]? (?:but |and |when |while )?my order (?:was|is|says)
        (?:i|we)(?:'d| had) (?:ordered|chosen|asked for|selected|picked)
        (?:wrong|another|different) (?:name|text|photo|picture|initials?) (?:printed|engraved|embroidered|on)
        mix(?:ed)?[- ]?up(?: with)?|mixed (?:up )?(?:the|my) (?:order|parcel)|swapped the|color swapped
        (?:never|didn't|did not) (?:order(?:ed)?|buy) (?:this|that|these|those|a|an|any)
        (?:doesn't|does not|don't) match (?:my|the|what i) (?:order|ordered|confirmation|invoice|receipt)
        (?:delivered|received|sent) (?:\w+ )?differs? from
        belongs? to (?:another|someone|somebody)
        """
    ),
    Reason.NOT_AS_DESCRIBED: _ways(
        rf"""
        (?:not|n't|isn't|wasn't|aren't|nothing|never|far from|hardly) (?:\w+ ){{0,4}}?(?:as|like|what|how|near|the) (?:\w+ ){{0,5}}?{_SHOWN}
        (?:not|n't|doesn't|don't|didn't|does not|fail(?:s|ed)? to|never) (?:\w+ )?(?:match(?:es|ing)?|fit|correspond(?: to| with)?|resemble|look like|have)(?: \w+){{0,3}} {_SHOWN}
        mis-?described|misleading|mis-?represent\w{{0,3}}|false(?:ly)? advert\w{{1,6}}|misadvertised
        (?:different|differs?|nothing like|far|way off|unlike) (?:\w+ )?(?:from |to |than |like |off |on )?(?:the |your |what )?(?:\w+ )?{_SHOWN}
        (?:advertised|described|listed|sold|marketed|labell?ed|shown|pictured|stated|promised) (?:\w+ )?(?:as|to be|to fit|with|it as|online|that|in)(?! soon)
        (?:smaller|larger|bigger|thinner|shorter|cheaper|darker|lighter|thicker|longer|duller|brighter|worse|lower|less)(?: \w+){{0,3}} than (?:\w+ ){{0,3}}(?:{_SHOWN}|expected|said)
        (?:listing|description|website|site|ad|advert|page|photos?|pictures?|box|label|specs?|packet|it)(?: online)? (?:clearly |definitely |also )?(?:said|says?|states?|stated|claims?|claimed|promises?|promised|showed|shows?|shown|described|mentions|are very)(?! (?:delivered|it (?:was|is) delivered|that it (?:was|is) delivered))
        (?:color|colors) (?:online|on (?:the|your) (?:site|website|page)|in the (?:picture|photo))
        (?:you|they) (?:say|said|wrote|claim|claimed|write|promised) (?:it (?:was|is|would be) )?(?:new|silent|waterproof|genuine|real|leather|\w+ proof|organic|handmade|solid)
        (?:according to|compared (?:with|to)|as per) (?:the|your) (?:description|listing|pictures?|photos?|website|page|specs?)
        (?:supposed|meant|claimed|advertised|promised) (?:it (?:was|is|would be) |to be )(?:\w+ ){{0,2}}(?:wool|leather|cotton|linen|silk|wood\w{{0,2}}|oak|solid|metal|steel|real|genuine|organic|waterproof|king|queen|double|new|ceramic|glass|bamboo|marble|gold|silver|brass|cashmere|velvet|a set|dimmable|\d+ ?\w{{1,3}})
        {_BITS} (?:\w+ ){{0,3}}?(?:is|are|was|were) (?:all )?(?:missing|not (?:included|there|in the box))
        missing (?:its |the |one |two |three |some |a |an |a few |several |\d+ )*{_BITS}|(?:arrived|came|delivered) without (?:its |the |any |a )*{_BITS}
        (?:not all|not every) (?:the )?{_BITS}
        counterfeit|knock-?off|a fake|a (?:cheap|poor|bad) copy|(?:is|are|looks|obviously) fake|fake \w+|not genuine|not authentic|isn't real|not real \w+|isn't genuine|imitation
        what you see is not what you get
        """
    ),
    Reason.DEFECTIVE: _ways(
        rf"""
        (?:doesn't|don't|does not|won't|will not|wouldn't|not|can't|can not|isn't|isn't even|never|no longer|stopped|stops|quit|refuses to|fails to|barely|hardly|ceased|aren't|didn't|did not|has stopped|didn't even|doesn't even|only|to get it to)(?: \w+){{0,2}} {_DOES}(?! (?:for me|with my|in my|for us|out for me))
        (?:doesn't|won't|does not|will not|don't|can't|isn't|not) (?!fit|like|want|need|suit|look|match|have|know|remember|understand|go|come|arrive|belong|feel|think|mind|care|fancy|received?)\w+(?:ing)? (?:\w+ )?(?:at all|properly|correctly|right|as it should|as they should|any ?more|any longer)
        (?<!i )(?<!we )(?<!you )(?<!who )(?<!he )(?<!she )(?:doesn't|does not|won't|will not|wouldn't|don't|do not) (?!{_NO_FAULT}\b)[a-z]{{3,}}
        (?:has|have) never (?!arrived|come|been|had|happened|used|worn|seen|received|got|gotten|shown|turned|reached|ordered|bought|opened|dealt|written)\w+
        collaps(?:es|ed)|sinks|(?:falls|fell) (?:off|out|down|over)(?! of (?:favou?r|love))|popped (?:out|off)|sticks halfway|(?:is|are|got|gets) stuck(?! in (?:customs|transit|the post))|hums|rattl(?:es|ing)|squeak(?:s|ing)|dims|lumpy|threadbare|too weak
        gets no \w+|no warmer|dried (?:out|up|to)|blank|misprint\w{{0,3}}|misspell?\w{{0,3}}|spell?e?[dt] wrong|stays? (?:cold|dark|off|silent)|(?:goes|went) (?:dark|off|dead|blank)|then (?:off|dark|nothing)|nothing at all
        loses? (?:\w+ ){{0,2}}(?:minutes?|hours?|seconds?|air|suction|pressure)|(?:is|are) off by|runs (?:slow|fast)|turned (?:my|his|her|the) \w+ (?:green|blue|black|red)|has no (?:holes?|bottom|back|power|sound|effect)
        (?:can't|cannot|could not|couldn't) be (?:put together|assembled|opened|closed|adjusted|mounted|fixed|attached|switched)|unstable|shaky|lopsided|crooked
        (?:faulty|defective|malfunction\w{{0,3}}|defects?|duds?|a lemon|dead on arrival|doa|glitch\w{{0,3}}|buggy|inoperable|unusable|unresponsive|non-?functional|not functional|kaput|short[- ]circuit\w{{0,3}}|manufacturing (?:fault|error)|out of order|dead pixels?)
        (?:is|it's|was|completely|totally|went|gone|are|already|goes) (?:dead|silent|black)(?! (?:and white|one|color))
        (?:it|which|that|battery|motor|screen|phone|lamp|light|bulb|clock|watch|speaker|mixer|blender|fan|tv|laptop|tablet|kettle) (?:has |just )?died
        (?:conks? out|conked out|packed (?:it )?in|gave up the ghost|gave way|burn(?:ed|t) out|blew|cut(?:s|ting)? out|shuts? (?:itself )?(?:off|down)|switch(?:es)? (?:itself )?off|turns (?:itself )?off|trips the fuse|resets itself|drains (?:overnight|itself|in|within))
        flicker\w{{0,3}}|blinks constantly|overheat\w{{0,3}}|(?:dangerously|too|very) hot|sparks?|sparking|smoke (?:came|comes|coming)|freezes (?:all|up|every|constantly)|(?:keeps?|constantly) (?:freez|crash|cut|disconnect|switch|turn|jam|reset|stopp|los|leak|dripp|slipp|shutt)\w+
        (?:fell|falls|fallen|falling|came|comes|come|coming|went) (?:apart|to (?:bits|pieces)|off|undone|loose|unglued|away)(?! (?:in transit|in the (?:post|mail)))
        wobbl\w{{1,4}}|fray(?:s|ed|ing)|unravel\w{{0,5}}|shedding|sheds everywhere|(?:come|came|comes) out(?! of (?:the|a|my|your) (?:box|parcel|package|bag|wash))|falling apart|blunt|jam(?:s|med|ming)?(?! jar)|(?:drips?|dribbles?|leaks?|leaking) (?:from|everywhere|when|whenever|at|all over the (?:table|counter))|dribbles?|peel(?:s|ing|ed) (?:off|away)
        (?:broke|broken|stopped|snapped|failed|cracked|tore|ripped|split|shattered|died|quit|peeled|gone|ran|dried out|rusted|faded|shrank|frayed)(?: \w+){{0,3}} (?:after|within|on (?:the )?(?:first|second|third|day one)|the (?:first|second|third) (?:time|night|day|use|wash|wear)|in (?:less|under|the (?:first )?wash)|when (?:i|we) (?:first )?(?:used|tried)|while (?:i|we) (?:was|were|am)|a (?:day|week|month)|(?:\w+ )?(?:days?|weeks?|months?|uses|wash\w{{0,2}}) (?:later|in))
        (?:after|on|within) (?:the |its |only |just |one |two |three |a |few |couple of )*(?:first|second|third|1|2|3)? ?(?:use|uses|wash|wear|day of (?:use|play)|night out|try|washes|outing)(?! (?:i|we|it was) )
        {_PART}(?: \w+){{0,4}} (?:broke|stuck|failed|gone|went|dead|died|faulty|gave|loose|catches|shows|resets|does nothing)
        (?:unusual|weird|strange|burning|electrical|grinding|buzzing|rattling|loud) (?:\w+ )?(?:noise|smell|sound)
        no (?:sound|picture|power|signal|heat|light|display|suction)(?: \w+)?
        nothing happens|does nothing|not a peep|only worked once|lost its (?:charge|color)|won't stay|(?:a )?(?:hole|holes) in|rusted|random numbers|different (?:weight|temperature|time|value|reading) every time|loses (?:an hour|time|suction|air|pressure)|stops? responding
        """
    ),
    Reason.DAMAGED: _ways(
        r"""
        damaged?|damages|broken|broke|smashed|smash|shattered|cracked|crack|cracks|chipped|chip in|a chip|chips? (?:on|out of|off)
        dented|dents?|dint|scratch|scratched|scratches|scraped?|scrapes?|scuffed|scuffs?|gash(?:ed)?|torn|ripped|rip in|a rip|a tear|tears in
        crushed|squashed|squished|bent|caved in|leaking|leaked|leaks?|spilled|spilt|burst|exploded|soaked|soaking wet|water[- ]damaged?|wet through|drenched
        mould\w?|mouldy|moldy|mold|stained|stains?|dirty|dirt marks?|in (?:\w+ ){0,2}(?:pieces|bits|shards|two|half|halves|fragments|smithereens|splinters)
        snapped|punctured?|split|splintered|warped|mangled|battered|wrecked|ruined|destroyed|shards|fractured?|crumpled|creased?|melted|busted|trashed|bashed|knocked off|hanging off|flaked off|chewed up|wilted|withered
        fell to pieces|came apart in transit|came away in my hand|glass everywhere|liquid all over|rotten|gone off|spoiled|spoilt|stale|crumbs
        rusty|rust spots?|moth holes?|splinters|(?:grease|burn|water|oil|dirt|pen|glue|scorch)[ -]?marks?|marks? (?:on the front|all over)|crumbl(?:ed|ing)|soggy|got wet|lost (?:a|one|two|three) (?:tooth|teeth|legs?|arms?|wheels?|buttons?)
        (?:not|n't) intact|not in one piece|(?:handle|corner|chunk|piece|leg|arm|edge) (?:\w+ )?(?:missing|gone|off)|lost its (?:handle|lid|leg)
        in transit|on (?:the|its) (?:way|journey) (?:to me|here)
        """
    ),
    Reason.LATE: _ways(
        rf"""
        (?:arrived?|arriving|came|come|coming|delivered|delivery|here|turned up|showed up|got here|received|shipped|was|is|were|are|be|running|so|far|way|days?|weeks?|hours?|minutes?|fortnight|month|half|very|extremely|it's|much|again) (?:\w+ )?(?:too |very |so |really |far too |way too |a (?:day|week|month|fortnight) |\w+ (?:days?|weeks?|months?|hours?|minutes?) )?late(?! (?:reply|response|fee|mother|father|husband|wife|at night|in the|today))
        too late(?: for)?|late (?:delivery|arrival|parcel|package|order|shipment|again)|lateness|(?:hours?|minutes?|days?|weeks?) late
        (?:too late|missed|after|past|only after|not in time|n't in time|in time for|before|didn't make it (?:in time )?for|for)(?: \w+){{0,4}} {_OCCASION} (?:was over|had passed|is over|had (?:gone|started|begun)|already)
        (?:came|arrived|here|delivered|turned up|reached \w+|got it|received it|got here|was delivered|it was)(?: \w+){{0,5}} (?:after|past) (?:\w+ ){{0,3}}{_OCCASION}
        missed (?:\w+ ){{0,3}}{_OCCASION}
        {_OCCASION} was (?:over|on|yesterday|last)
        (?:not|n't) (?:\w+ ){{0,3}}(?:in|on) time
        delay(?:ed|s)?(?! (?:reply|response|in (?:writing|replying|answering)))|overdue|held up for
        (?:arrived?|delivered|turned up|got here|showed up|came|reached (?:me|us|her|him)|received it)(?: \w+){{0,4}} (?:after|later than|past|behind|beyond) (?:the |my |our |your |its |it |we |i |her |his |their |when |schedule|two |three |\d)
        took (?:\w+ ){{0,4}}(?:days|weeks|months|ages|forever|long|longer|a month|a week|an eternity)|took its (?:sweet )?time|longer than (?:promised|standard|expected|it should)
        (?:days|weeks|a day|a week|a month|months|an hour|hours|half) (?:\w+ )?(?:after|later than|past|behind|late|overdue) (?:the |your |its |it |promised|schedule|estimated|when|you)
        (?:promised|guaranteed|estimated|supposed to|meant to|due|expected|next[- ]day|express|paid for|priority)(?: \w+){{0,6}} (?:came|arrived|took|came on|arrived on|turned up|and it has been)
        (?:behind|off) schedule|missed (?:the|your|its) (?:\w+ )?(?:delivery )?(?:date|day|window|slot|deadline)|delivery date slipped|slow delivery
        (?:came|arrived|turned up|only got it) (?:on )?(?:\w+day|yesterday)(?: \w+){{0,2}} (?:promised|although|instead|when|not)
        no (?:longer )?use (?:\w+ ){{0,3}}(?:after|now that)|it(?:'s| is) late
        """
    ),
    Reason.CANCELLED: _ways(
        r"""
        cancel(?!la|led order|led (?:flight|trip|party|wedding|event|meeting|subscription))(?:ling|led|s)?(?! my (?:refund|return|claim|request|membership|newsletter))
        cancellation(?! (?:fee|policy|charge|penalt|rules|terms))|annul
        call(?:ed)? off (?:the|my) (?:order|purchase)|(?:stop|halt|drop|revoke|scrap|undo|withdraw|annul) (?:the|my|this|that) (?:order|shipment|purchase)
        before (?:it|you) (?:ships?|goes out|send)|(?:do not|don't) (?:ship|send) it(?! back)|out of this order
        """
    ),
    Reason.PRICE: _ways(
        r"""
        (?:cheaper|less|lower|better price|half the price|half the money|half price|better (?:deal|offer)|fraction of the price)(?: \w+){0,3} (?:elsewhere|somewhere|at|on|in|online|now|today|website|site|amazon|over there|another (?:shop|store|site)|price|for it|for the same|than what i paid)
        (?:found|saw|seen) (?:it|this|the same(?: \w+)?|them|one|a) (?:\w+ )?(?:cheaper|for less|for half|better (?:price|deal|offer)|at a lower)
        (?:is|it's|are|was|be|were|saw it|seen it|had it|costs?) (?:\w+ )?(?:now |much |way |a lot |even |\d+ )?(?:cheaper|less)(?! than (?:described|expected|a year))
        (?:price|prices|cost) (?:\w+ ){0,3}(?:drop\w{0,4}|dropped|fell|fallen|went down|gone down|reduced|lower(?:ed)?|cut|slashed|came down|come down|decreased|has gone|difference|match\w{0,3}|adjustment|guarantee|protection|promise)
        price[- ](?:drop|match|difference|adjust\w+|guarantee|protection|promise)|lowered the price|dropped in price|match (?:the |their |that |your )?price
        (?:went|gone|go|goes|now|is|are|put|came|was|it)(?: it)? on (?:sale|offer|special|promotion|special offer)|the sale started
        (?:now|today|since|just|been|is|are|it's) (?:\w+ )?(?:discounted|reduced|marked down|half price|on sale|on offer|\d{1,2} ?(?:%|percent) off|(?:[$€£]\d+ )?(?:cheaper|less))|\d{1,2} ?(?:%|percent) (?:off|less)
        overpriced|too (?:expensive|pricey|dear)|(?:paid|overpaid|pay) (?:too much|compared)|overpaid|not worth the price|(?:charged|paid) (?:me )?(?:the )?(?:old|full|more than) (?:price|the)
        difference (?:in price|back|refunded)|(?:refund|pay|get|give|credit|have)(?: \w+){0,3} difference
        (?:discount|voucher|promo|coupon)(?: code)?(?: \w+){0,4} (?:didn't|wasn't|not|failed) ?(?:\w+ )?(?:work|applied|taken|accepted|counted)?|(?:forgot|didn't) (?:\w+ ){0,3}(?:discount|coupon|voucher|code|promo\w?)
        (?:has|have|sells?|sell) it for (?:a \w+ )?less|(?:third|half|lot|\d+) less
        """
    ),
    Reason.CHANGED_MIND: _ways(
        r"""
        chang(?:e|ed|ing) (?:my|our|her|his|their) minds?|change of (?:mind|heart|plans?)|reconsidered|second thoughts|buyer'?s remorse|regret(?:ted|ting|s)?(?! to| that| the)
        (?:no longer|don't|do not|didn't|not|doesn't|won't|never) (?:really |actually |even |end up |think i |think we |much )?(?:need|needs|needed|want|wants|wanted|require|required|using|used it|use it|using it|going to use|interested|fancy|care for|enjoy)(?: (?:it|them|this|these|the|that|those|one|my|two|both|all|any|anymore|any more|\w+))?(?! (?:a |any |the |my |your )?(?:refund|replacement|store credit|trouble|credit|exchange|reply|hassle|money|to (?:complain|bother|make)))
        (?:don't|doesn't|didn't|do not|not|isn't|aren't|never|wasn't|does not|won't|can't) (?:\w+ ){0,3}?(?:like|love|liking|suit|suits|suited|fit|fits|fitting|go with|get on with|match (?:my|our|the|his|her)(?! order)|work (?:in|with|for) (?:my|our|me|us|the)|for me|my (?:style|taste|color|thing)|keen|a fan|flatter\w{0,3}|wear it|look (?:good|right|nice|great) (?:in|on|with)|what i (?:thought|had in mind|imagined|hoped|wanted|pictured)|really me|right for)(?! (?:described|the (?:description|picture|photo|listing)))
        (?:too|bit|little|slightly|way|far|much too|so|size) (?:big|small|large|tight|loose|short|long|wide|narrow|tall|heavy|bulky|baggy|bright|dark|hard|soft|much for (?:my|our))
        (?:wrong size|wrong color|wrong model) for (?:me|my|her|him|us|our)|looks (?:odd|silly|wrong|weird|bad) on|unflattering|pinch(?:es)? at|clash(?:es)? with
        (?:ordered|bought|purchased|chose|picked|selected|got|clicked|added) (?:\w+ ){0,4}?(?:by (?:mistake|accident)|accidentally|in error|mistakenly|the wrong|on (?:impulse|a whim)|impulsively|twice by|too many|one too many|by error|more than (?:i|we) need)
        (?:accidentally|mistakenly|impulse|unintentionally|by mistake|by accident) (?:ordered|bought|purchased|order|clicked|buy|purchase|added|placed)
        (?:my|our) (?:own )?(?:mistake|fault|error|bad)|mis-?click\w{0,3}|mis-?measured|misread|measured wrong|by mistake|on a whim|impulse (?:buy|purchase)|pressed the buy button twice|silly buy|wrong (?:one by|pick)
        unwanted|surplus|extras?(?: \w+)? (?:i|we) don't|decided (?:against|not to|i don't|to (?:go|buy|get|keep|use)|on (?:a|another|something))|not needed|no (?:need|use) for(?! a refund| refund| you)|do without
        (?:i|we) (?:already|now|actually|still) (?:have|had|got|own|bought) (?:one|two|another|the same|a different|similar|it already|some|enough)|(?:i|we) (?:have|had|'ve) (?:already|since|now) (?:bought|got|found)|(?:i|we)(?:'ve)? (?:bought|found|got) another(?! (?:problem|issue))
        (?:already|turns out i|turned out i|she|he|they|husband|wife|sister|brother|mum|mom|dad|partner|friend|daughter|son|kids)(?: \w+){0,2} (?:have|has|had|got|own|owns|bought|found|given|ended up with)(?: (?!attached)\w+){0,2} (?:one|two|another|the same|a different|similar|it already|some)(?! (?:problem|issue|question|photo|picture|thing|request|small|more|broken|cracked|faulty|damaged|wrong|missing|chipped|pictures|photos|of (?:them|the|my|these|those)))
        (?:rather have|prefer) (?:something|another|a different|my money|to have)|(?:bought|found|got|gone for|went (?:for|with)|going with) (?:a better|another|something else|a different|a nicer)(?! (?:offer|price|deal))
        (?:can't|couldn't|won't be able to) (?:use|afford) (?:it|them|this|these)|won't have space|doesn't go with|not to my taste|not my (?:taste|style|cup of tea|size|color)|just (?:not|isn't) for me
        (?:wife|husband|son|daughter|dog|cat|mum|mom|partner|he|she|they|kids|child) (?:\w+ )?(?:hates?|dislikes?|lost interest|outgrew|refuses to wear)|lost interest|quit the hobby|unused (?:and|so) (?:i )?(?:want|would like)
        for (?:a|an|my|the) (?:trip|party|event|wedding) (?:that |which )?(?:was|got|is) (?:cancelled|called off|off)|(?:wedding|party|event|trip|plan) (?:is off|was called off|got cancelled|fell through)
        """
    ),
    Reason.OTHER: _ways(
        r"""
        allerg\w{1,4}|(?:a )?rash|skin (?:reaction|itch\w*)|itch\w{0,3}|made me (?:ill|sick)|headaches?|upset (?:my|his|her) stomach|smells?|stinks?|reeks?|tastes? (?:of|like|bad|awful|horrid|funny|off)|the taste
        passed away|bereave\w{1,4}|has died|lost my job|financial (?:issue|trouble|difficult\w{1,3})|moving (?:house|abroad|away)|recall(?:ed)?|expired|out of date|best before|past its date
        subscription|renew(?:ed|al)|shipping (?:cost|fee|charge)s?|delivery (?:cost|fee|charge)s?|postage|expensive shipping|customs (?:fee|charge|duty|duties)
        poor quality|bad quality|not (?:\w+ )?good quality|cheap(?:ly)? made|poorly made|feels cheap|flimsy|shoddy|sloppy|uncomfortable|not comfortable|hurts my|quality (?:is|was) (?:\w+ ){0,2}(?:poor|bad|terrible|awful|low|not|great)|disappointing quality|looks? cheap
        not (?:\w+ )?(?:satisfied|happy) with (?:the|this|my|it)(?! (?:service|reply|answer))|rude|boring|gift wrap(?:ping)? was|(?:can't|couldn't) stand (?:the|it)|illegal in
        """
    ),
}

DENIED = re.compile(
    r"(?:\b(?:not|n't|isn't|wasn't|aren't|weren't|no|nothing|none|never|without|hardly|neither|nor|doesn't look"
    r"|don't look|not at all|wouldn't say|didn't say|no one said)\s+(?:(?:is|was|are|were|been|any|actually|even"
    r"|really|at all|of them|of it|arrive|come|look|looks|physically|visibly|a|an|it's|its|get|got|single)\s+){0,3})$"
)
"""Right before a word of damage, defect or lateness it says the contrary."""

SUPPOSED = re.compile(
    r"\bif (?:i|it|it's|my|the|an?|something|anything|they|he|she|we|one|some|ever|there|stuff|items?|goods"
    r"|products?|things?)\b(?! (?:need|can|could|is possible|possible|helps|matters|would help))|\bin case\b(?! it helps)|\bwhat if\b"
    r"|\bwhat happens (?:if|when)\b|\bsuppos(?:e|ing)\b|\bhypothetical\w*|\bpolicy (?:on|for|about|regarding|if)\b"
    r"|\b(?:policy|policies|terms|rules)\b|\bdo you (?:usually |normally |also |ever )?(?:refund|accept|offer|take"
    r"|cover|replace|give|allow)\b|\b(?:worried|afraid|concerned|scared|hope|hoping) (?:\w+ ){0,3}(?:might|may|could"
    r"|will|would|doesn't|won't|isn't)\b|\bwhether\b|\bwould (?:i|we|you) (?:\w+ )?(?:be able|still|also|qualify"
    r"|get)\b|\bfor example\b|\bsay it\b"
)
"""A clause in which something is only supposed."""

PACKAGING = re.compile(
    r"\b(?:outer |cardboard |the |my |its )?(?:box|packaging|carton|wrapping|wrapper|envelope|parcel|package|packet)"
    r"(?: itself| it came in)? (?:was|is|were|looked|arrived|came|got|had)\b"
)
"""Damage to the wrapping, which is none to the goods where they are said to be fine."""

FINE = re.compile(
    r"\b(?:(?:is|are|was|were|look|looks|looked|seem|seems|seemed|work|works|worked|arrived|came|got here|am|all"
    r"|totally|perfectly|absolutely|otherwise|i'm) (?:\w+ ){0,2}(?:fine|ok|okay|good|great|perfect|perfectly|lovely"
    r"|intact|all right|alright|undamaged|beautiful|excellent|unharmed|safe|brilliant|in one piece|happy|as expected"
    r"|no problem|amazing|wonderful|gorgeous)|(?:love|loving|adore|keeping|keep|kept|happy with|pleased with"
    r"|delighted with|satisfied with|no (?:problems?|issues?|complaints?) with|nothing wrong with|want to keep"
    r"|would like to keep|i'll keep|hang on to|holding on to|enjoying|is right|are right) )\b"
    r"|\b(?:is|are|was|were) (?:right|correct)$|(?:^|[:-] ?)(?:\w+ ){0,4}?(?:fine|ok|okay|good|great|perfect|lovely|intact)[.!]?$"
    r"|\bi like (?:the|my|this|these|both)\b|\b(?:works|worked) ?(?:well|perfectly|as it should)?[.!]?$"
)
"""A clause that speaks well of what it names: those goods are not what the customer wants money for."""
