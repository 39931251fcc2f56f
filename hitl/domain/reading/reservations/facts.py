"""Phrases that tell facts under which a refund may not be due, or not to this customer."""

from hitl.domain.reading.reservations.people import CHILDREN, PETS, RELATIONS

_BACK = "refunded/reimbursed/repaid/compensated/recompensed"
_MONEY = "money/refund/credit/amount/funds/sum/cash/reimbursement/repayment"
_CAME = "came/come/arrived/landed/appeared/reached/posted/cleared/hit/showed"
_OURSELVES = (
    "we/we've/you/you've/they/they've/colleague/shop/store/team/company/seller/amazon/insurance/insurer/"
    "courier/"
    "manufacturer/paypal"
)
_DONE = "settled/resolved/sorted/dealt/handled/rectified"

SETTLED = (
    f"already/kindly/since/just {_BACK}/credited",
    f"{_OURSELVES} (have/has/had)? (already/kindly/just/then/since)? {_BACK}/credited",
    f"was/were/been/got/is/i've/we've (already/just/fully/since)? {_BACK}",
    "was/were/been/got/already/just/since credited .. (me/us/my/last/yesterday/already/account/card)",
    "was/were/been/got/already/just/since paid back/off/out",
    "paid me/us back/out",
    "already/insurance/insurer/courier/carrier/manufacturer/bank (has/have)? (already)? paid (me/us/for/it/"
    "out/back)",
    f"{_OURSELVES} (have/has/had)? (already/kindly/just)? paid me/us",
    f"got/received/gotten/accepted/had (already/just/finally)? my/the/our/his/her/a/full .. {_MONEY} (back)?",
    f"have/i've/we've had/got/received (already/just/finally)? my/the/our/his/her/a/full .. {_MONEY}",
    "got/received/had/gotten it/them/this/everything/money/that back",
    f"already/just/since got/received/had/gotten .. {_MONEY}/voucher/replacement/new/another",
    f"{_MONEY} .. {_CAME}",
    f"{_MONEY} (is/was/has/have) (already/now/been/safely)? on/in/back/there/here/through",
    "came/went back on/to/onto/into my/the/our .. card/account/bank/paypal",
    "has/have/it's/just/already/now/since (now/since/already/just)? come/gone back on/to/onto/into my/the/"
    "our .. card/account/bank/paypal",
    f"see/saw/seen/found/noticed .. the/a/my/your .. {_MONEY} on/in/at",
    f"returned/gave/given/sent/transferred/wired .. my/our/the/all/full .. {_MONEY}",
    f"has/is/was/been/already/all/got/now/since .. {_DONE}",
    "taken care of",
    "put right already",
    "charge/charged/charging (it/this/them/that/everything)? back",
    "chargeback+",
    "sided/ruled with/for/in me/us/favour/favor",
    "repaired/mended/fixed/glued it/them/this",
    "made good already",
    "replacement+ .. came/arrived/reached/received/works/here/perfect/came",
    "new/another/second one (has/have/is)? (already/since)? came/come/arrived/reached/works/here",
    "new/another/second .. has/have already/since/now .. arrived/come/reached/been",
    "got/received/have/had (a/the/my/another)? replacement+",
    "sent/gave/given/brought/shipped me/us a/another/the new/replacement/second/other",
    "thank/thanks for/you .. refunding/reimbursing/refunded",
)
SETTLED_EXCUSED = (
    f"not/never/haven't/havent/hasn't/hasnt/didn't/didnt/isn't/wasn't/don't/nothing/nobody .. {_BACK}/"
    "credited/"
    f"got/received/had/gotten/paid/{_DONE}/{_CAME}/have/returned/gave/sent",
    f"not/never/haven't/hasn't/isn't/wasn't/yet .. {_DONE}/been",
    "to/be/can/could/should/would/will/must/want/like/get/getting/it have/be/being/get/it/them/this? "
    f"{_BACK}/credited/paid/{_DONE}",
    f"hope/hoping/until/once/when/if/after/glad/soon/as/unless/before .. {_DONE}/{_BACK}/got/have/received/"
    "paid/is",
    f"as/like/when .. you .. {_BACK}",
    "gave way/out/up",
    "be/cannot/can't/want/have/get/getting/could/would/not/never/wasn't/isn't (it)? (be)? "
    "repaired/mended/fixed/charged it/them/back",
    "rather/to/can/could/may/please/like .. have/get .. money/refund/cash",
    f"{_BACK} .. last/other/previous/first/earlier/another/different order/one/time/purchase+/item",
    "like/want/love/need/please/could/can/may/to/would/should/must/and/you'd/i'd have/get/had/give my/the/"
    "our/a .. money/refund/cash/credit/reimbursement",
    "like/want/love/need/please/could/can/may/to/would have/get/had it/them/this/everything/money/that back",
    "for/about/need/want/like/of/prefer a/the? replacement+",
    "have a/the refund (please)?",
    f"{_MONEY} (back)? please",
    "is/are/am/i'm .. paid (by)?",
    "got the money ready",
    "credit card+",
    "refund amount/policy/request/form/button",
)

NOT_ORDERED = (
    "never/not/didn't/didnt/don't/haven't/hadn't order/ordered/buy/bought/purchase/purchased (this/"
    "anything/these/any/it)",
    "never/not/didn't/didnt/haven't (even)? place/placed/make/made/recognise/recognize/authorise/authorize "
    "(the/this/that/any/an/such)? order/purchase/payment/transaction/charge",
    "order/purchase/payment/transaction/charge .. isn't/wasn't/not .. mine/me/ours",
    "isn't/wasn't/not/never my/our/mine order/purchase/account/payment/transaction",
    "isn't/wasn't/not mine/ours",
    "whoever/who ordered/bought/placed .. (this/it/that)? (was/is)? not/wasn't/isn't",
    "no/don't/dont/not (idea/clue/know/sure) who ordered/bought/placed/made/paid",
    "don't/dont/not/can't/cannot/no remember/recall/recollection/memory (of)? order+/buying/purchas+/"
    "placing/ordering/making .. (anything/this/it/that/an)",
)
NOT_ORDERED_EXCUSED = (
    "not/never/didn't/haven't .. from you/here before",
    "did/do/have/didn't/would not/never? order/buy .. anything else/more/other/again",
)

WHOSE = (
    "somebody/someone/anybody/anyone/people/person else .. ordered/bought/placed/paid/made/used/order/"
    "purchase/card/account/name",
    "somebody/someone/anybody/they/thief/hacker (must/has/have)? ordered/bought/placed/purchased/hacked/"
    "used/got .. my/with/into/on",
    f"my/our/the/a .. {RELATIONS}/{CHILDREN} .. (has/had/have/actually/accidentally/secretly)? ordered/"
    "bought/"
    "purchased/placed/clicked",
    f"{RELATIONS}/{CHILDREN} .. used/took/had .. my/our/the card/account/phone/tablet/ipad/details",
    f"{RELATIONS}/{CHILDREN} s order/parcel/package",
    "gift/present/given (to)? (me/us)? from/by",
    "got/received/given/have .. as a/my gift/present",
    "recipient/giver",
    "not (to)? the buyer/purchaser/orderer",
    "me/us instead of her/him/them/my",
    "borrowed .. card/account",
    "without my/our/his/her/their/the/any? asking/permission/knowledge/consent/knowing/authorisation/"
    "authorization/agreement",
    f"{RELATIONS}/{CHILDREN}/somebody/someone/else s purchase/account/card/money/refund",
    f"in/on/under .. {RELATIONS}/{CHILDREN}/else s name",
    f"my/our/a/the/this {RELATIONS} s .. from/is/was/has/arrived/came/delivered/broke/broken/damaged/"
    "cracked/delivery",
    f"belong/belongs/belonged/belonging to .. {RELATIONS}/him/her/them/someone/somebody/school/company",
    f"it/is/was (s)? (actually/really)? my/our/a {RELATIONS} s",
    "it/is/was/are (s)? (actually/really)? hers/theirs",
    "is/was/s his not",
    "ask/asking/asks/asked/write/writing/here/request/requesting/claim/claiming/chat+ .. for/behalf (of)? "
    f"a/my/our/the .. {RELATIONS}/{CHILDREN}",
    "on .. behalf",
    f"{RELATIONS} of mine/ours",
    f"{RELATIONS}/he/she/they wants/want/would/asks/asked (like)? .. his/her/their .. money/refund/cash",
    f"order/ordered/account/purchase/parcel/package of/from/by/for? my {RELATIONS}",
    "his/her/their order/account/purchase",
    "child/children/kid/daughter/son s card/account",
    "lost/found/stolen card",
)
WHOSE_EXCUSED = (
    "already bought/ordered/purchased/has/had/have",
    "same/another/second one .. gift/present",
    "and i/we .. ordered/bought/purchased",
    f"{RELATIONS} s birthday/present/gift/favourite/favorite/wedding/anniversary/dog/boy/cat/place/house/"
    "son/daughter/day/kitchen/flat/room/garden/home/bathroom/bedroom/party/table/desk/classroom",
    f"gift/present/ordered/bought/order for .. {RELATIONS}/{CHILDREN}",
    "ordered/bought/purchased it? for",
    f"{RELATIONS}/{CHILDREN} (has/had/have)? (already/also)? bought/ordered/got me/us "
    "(exactly)? (the)? (very/exact)? same/another/already",
    f"{RELATIONS} s introduction/ceremony/shower/exam/exams/graduation/funeral/retirement/christening/"
    "baptism/concert/recital/match/engagement/housewarming/visit/stay/christmas",
    f"{RELATIONS} of mine .. recommended/told/shops",
    f"{RELATIONS}/{CHILDREN} (has/had/have)? (already)? bought/ordered/purchased (exactly)? (the/a/her/"
    f"his/one)? "
    "(very/exact)? same/one/another/already/too/yesterday/his/hers",
    "received/got/sent/delivered/have/with/gave (me/us)? somebody/someone else",
)

BOTH = (
    "both",
    "all (the)? two/three/four",
)
BOTH_EXCUSED = (
    "both (of)? (the/its/my)? sides/side/handles/ends/edges/corners/times/days/hands/parcels/me/us/my/"
    "inside/ways/legs/arms/wheels/hinges/straps/feet/zips/buttons/sleeves/soles/heels/blades/hooks/screws/"
    "lids/pockets/wires",
    "us both",
)

PART = (
    "part/parts/portion/half of .. missing/lost/absent/left/came/arrived/delivered",
    "refund/refunded/for/pay/back that/missing part/portion/half",
    "partial/partially/partly/incomplete/incompletely",
)
PART_EXCUSED = (
    "for the (most)? part",
    "came/arrived/delivered (all/only/in)? broken/damaged/cracked/smashed/chipped/crushed/torn/wet/bent/"
    "scratched/faulty/rotten/mouldy/moldy/squashed/snapped/shattered/leaking/stale/dead",
    "on/in my part",
)

NO_FAULT = (
    "unless/supposing/assuming/presuming",
    "provided/providing/presumed/granted that/it's/it/this/there",
    "meant/supposed/intended/designed to (be/look)? look/feel/like/so/this/that/rustic/way/uneven/rough/matt",
    "meant/supposed/intended/designed/made like/that/this way/that?",
    "by design",
    "on purpose",
    "might/may/could/maybe/perhaps/possibly/probably/likely/or/just/only/suppose/guess .. (be/part/of/the/"
    "a/my)? (be/part/of/the)? design/style/pattern/glaze/effect/look/"
    "intentional/purpose/deliberate/normal/natural/variation/feature/light/lighting/quirk/handmade/rustic/"
    "patina/character/usual/"
    "texture/finish/reflection/imagination",
    "count+ as",
    "feature or/and a? flaw/fault/defect/bug",
    "flaw/fault/defect/bug/damage/crack or/and a? feature/design/style/pattern/not",
    "normal/usual/typical/natural for/in/of",
    "too/overly/bit/being/am/i'm picky/fussy/pedantic",
    "not a (real/true/proper)? fault/defect/flaw",
    "nicht/kein/keine/nein/niet/geen/ikke/inte",
)
NO_FAULT_EXCUSED = (
    "not/isn't/wasn't/cannot/can't/surely/hardly/never/certainly .. meant/supposed/intended/designed/"
    "design/purpose/normal/count+/feature",
    "unless you need/want/require/prefer/ask/think/would/tell",
    "or/just/only/design/style/pattern/finish/glaze/texture is/was/are/were/on/of/looks",
    "only/just (the/a/one)? light/lights is/are/was/were/blink+/come/comes/came/turn+/stay+/flash+/work+",
    "just look/looking at",
    "look/looks/looking at/forward/through/into",
    "let/give/tell/send/pay/refund/email/contact/reimburse/credit/help/allow/ask .. me",
    "to/for/with/from/by/about/on me",
    "count on",
    "usual way/card/place",
)

_GONE = "sold/resold/donated/binned/gifted/regifted/swapped/traded/trashed/recycled/scrapped/dumped"
_IT = "it/them/this/that/these/mine/both/everything"
GONE = (
    f"i/we/i've/we've/have/had/already/since/then/just/was/been (already/since/then/just)? {_GONE} {_IT}/"
    "the/on/my/off/to",
    f"gave/given/passed/giving/handed {_IT} .. away/on/to",
    "give/gave/given/passed/giving away/on (the/it)",
    f"threw/thrown/throw/tossed/chucked/discarded/disposed .. {_IT} .. away/out/bin/trash/rubbish",
    f"thrown/discarded {_IT}",
    "threw/thrown/tossed/chucked away/out it/them/the",
    "sold/listed/put/offered/selling/posted .. on/at/via ebay/vinted/etsy/craigslist/marketplace/gumtree/"
    "depop/poshmark/mercari/flea",
    "went/gone/taken/took .. to the flea/charity/dump/tip/landfill/thrift/bin",
    "flea market",
    "no longer (in my/with/have/own/possess) .. (possession/hands/it/them/one)?",
    "don't/dont/not/no have/own/possess it/them/this .. anymore/any/longer/now",
    "got/get/getting/gotten rid of",
    "bought/took/buy it/them/this (off/from) me",
    "made/turned/upcycled/converted/melted .. (out/into) .. it/planter/something/else",
    "s/is/are/they gone now/already/since/for",
    "buried it/them",
)
GONE_EXCUSED = (
    "threw/thrown/throw/tossed/chucked/discarded/disposed (of)? (away/out)? the/its/all/their .. box/boxes/"
    "packaging/wrapping/"
    "carton/paper/foam/label/receipt/bag/parcel/package/shards/pieces",
    "not/never/haven't/didn't/don't/won't/wouldn't/can't/cannot/would/could/to .. (have)? sell/sold/give/"
    "gave/given/throw/threw/thrown/get",
    "you/they/was/been/were sold",
    "gave/given/passed it a/back/one/some",
    f"{_GONE}/handed/given/gave {_IT}? to me/us",
    "not rid of",
)

HEAT = (
    "oven/microwave/dishwasher/freezer/stove/hob/campfire/fireplace/grill/dryer/tumble/kiln/radiator/fridge"
)
OWN_DOING = (
    f"in/into/on/through/inside the/a/my/our (hot)? {HEAT}",
    f"{HEAT} .. broke/cracked/melted/damaged/exploded/ruined",
    f"i/we/he/she/i've/who/husband/wife/{CHILDREN}/{PETS} (accidentally/stupidly/have/had/must/then/also/"
    "just/probably/clumsily/may)? "
    "(have)? hit/knocked/stepped/drove/drilled/sanded/poured/pushed/smashed/dropped/broke/bumped/banged/"
    "scratched/bent/tripped/"
    "kicked/sat/spilled/spilt/crushed/ripped/tore/burned/burnt/melted/shrank/shrunk/chipped/slammed/"
    "squashed/painted/sawed/cut/"
    "glued/snapped/overfilled/overheated/soaked/chewed/bit/mishandled/misused/modified/tampered/forced",
    "clumsy/clumsily/clumsiness/careless/carelessly/butterfingers/butterfinger",
    "slip/slipped/slipping/fell .. out/from/through/off .. my/our/his/her .. hand/hands/fingers/table/desk/"
    "shelf/counter/lap/bag",
    "my/our/own/entirely/his/her fault/doing/mistake/blame",
    "it/that was me/us",
    "me/i who/that broke/dropped/did/damaged/cracked/smashed",
    "should/could have been? (more)? careful/carefully",
    "when/while/after we/i (was/were)? moved/moving/cleaning/washing/drying/scrubbing/carrying/drilling/"
    "hammering/cooking/washed/cleaned/boiled",
    "moving house/home/flat/day",
    "washing up",
    "washed/wash/boiled/dried/tumble/ironed .. at/on 50/60/70/80/90/95/hot/boil/high",
    "i/we/i've/we've .. washed/tumble/tumbled/dried/ironed/bleached .. shrank/shrunk/shrunken/faded/melted",
    "left .. (of)? .. out/outside/in/on (in)? (the)? frost/rain/sun/cold/garden/snow/car/balcony/heat/"
    "winter/stove/hob",
    "boiling/hot/burning oil/fat/wax/metal",
    "to/tried drill/saw/sand/paint/hammer/pry/force",
    "probably/perhaps/maybe/must i/me/my/myself",
    "broke/broken/cracked/damaged/chipped/scratched it/them myself/ourselves",
    "accidentally/by accident/mistake? .. broke/dropped/knocked/damaged/hit/stepped",
    "wear and tear",
)
OWN_DOING_EXCUSED = (
    f"not/never/haven't/didn't/don't/before/hadn't/wasn't/without .. (the/a/my)? {HEAT}/hit/knocked/"
    "dropped/broke/poured/used/washed/fault/doing/careless/drop",
    "rock/rocks/rocking/wobble/wobbles/wobbly/stand/stands/flat/sit/sits/tip/tips/slide/"
    "slides .. on the/my/a .. "
    "stove/hob",
    f"{HEAT} safe/proof/gloves/glove/mitt/mitts/tray/dish/door/cloth/thermometer/cleaner/rack",
    "not/isn't/wasn't/never my/our/own .. fault/doing/mistake",
    "courier/driver/postman/mailman/carrier/deliverer/delivery/post/mail/somebody/someone/staff/warehouse/"
    "they/you (who/man/guy/must/has/have/had)? (have)? "
    "dropped/smashed/crushed/broke/kicked/bent/squashed/threw/damaged/knocked/bumped/banged/tore/ripped/"
    "sat/stepped/hit",
    "courier/driver/postman/mailman/carrier/deliverer/they/you/who left",
    "who/and .. dropped the/it .. off",
    "dropped off",
    "i/we cut/tore/ripped open/the/it .. (tape/box/parcel/package/open/wrapping/string/ribbon/cord)",
    "cut/tore/ripped open",
    "your/courier/courier's/driver's fault/mistake",
    "maybe/perhaps/must/may/probably .. send/refund/pay/give/help/tell/have .. me/my",
    "by mistake/accident i? ordered",
    "my mistake sorry",
    "hit send/enter/submit/reply/the/button/return",
    "sat down",
    "cut it short",
    "noticed/saw/found/discovered/spotted/seen .. when/while/after/as i/we",
    "first/second/third/every/each/next/last time i/we/he/she poured/pushed/cut/painted/sawed/hit",
)
