"""Phrases that wish for something else than the price of the goods, now."""

_INSTEAD = (
    "rather/prefer/preferably/preferred/sooner/better/best/like/love/want/happy/fine/okay/ok/enough/do/"
    "suffice/accept/take/good/great/instead/gladly/welcome/perfect/appreciate"
)
_OTHER = "voucher+/coupon+/exchange/replacement+/repair/swap/points"
_AND = "also/and/plus/with/including/include/add/too/forget/well"
_COST = (
    "shipping/postage/delivery/customs/express/import/handling/freight/bank/transaction/petrol/gas/fuel/"
    "parking/travel/taxi/wrapping/restocking"
)

REMEDY = (
    "store/shop/account credit/balance",
    "credit towards/toward/against/with/for my/the/a/you/your .. (next/future/other/purchase/order)?",
    "money/amount/it/that towards/toward/against my/the/a/our .. next/future/other/another",
    "gift card/certificate",
    f"{_INSTEAD} .. {_OTHER}",
    f"{_OTHER} .. {_INSTEAD}",
    "can/could/would/will/please/or/just/possible/to/arrange/give .. exchange/replace/repair/swap/mend/fix",
    "new one/mug/item/piece/copy .. rather/instead/not/would/is/please",
    "send/sending/ship/get/give/sent/have/want/prefer/rather/sooner/mail/post .. new/another/missing/same/"
    "spare one/mug/again/handle/part/piece/lid/item",
    "another/new/same one/mug/again rather/instead/not",
    "want/prefer/rather/sooner/like/have/just (the/a/another)? same/identical .. again/one/item",
    "not/no cash/money",
    "rather/instead/sooner of/than (the/a/my)? money/cash/refund/payment",
    "no/not/don't/dont/didn't/without/never (need/want/wanting/after/asking/looking/expecting/require)? "
    "(for)? (a/the/any/my/your)? refund/reimbursement/money/cash",
    "can/could/would/able/possible/somebody/someone/workshop to? .. sew/stitch/glue/mend/patch/solder",
    "discount/percent/off/voucher/coupon/credit on/off/for/towards my/the/a/our/any next/future/later/other",
    "put/add/keep/leave/book it/that/the/this (money/amount)? on/in/to/as/with my/our/your/the/you .. "
    "account/balance/credit/wallet",
    "shop/store/site/loyalty balance/points/wallet/account",
    "points/bonus on/to/in my/our",
    "trade/swap/change it/them/this/mine for",
    "swap/trade/exchange/replace the/my/this .. (or/else/otherwise)?",
    "send/ship/deliver (me/us)? .. in place",
    "send/ship/deliver (me/us)? (the/a)? white/black/grey/gray/red/blue/green/yellow/pink/brown/purple/"
    "orange/small/medium/large/bigger/smaller instead",
)
REMEDY_EXCUSED = (
    "no/not/never (a/the/any/my/your)? refund/reimbursement/money/cash (has/had/have/was/is/been/yet/came/"
    "come/comes/coming/arrived/appeared/received/so/since/on/in/showing/shown/showed/got/from/credited)",
    "no/not/never (a/the/any)? refund/money problem/matter/worries/issue",
    f"no/not/don't/dont/won't/neither/nor/never/without/isn't/wouldn't/than/instead/no/of/or .. {_OTHER}/"
    "store/shop/gift/credit/exchange/replace/repair/fix",
    f"{_OTHER} .. (is/are/not) not/isn't/wouldn't/won't .. {_INSTEAD}/needed/necessary/required/help",
    f"used/had/with/applied/paid/redeemed/using/by/via .. {_OTHER}/gift/store",
    "voucher+/coupon+/gift/discount/promo code/codes/card .. was/were/came/had/in/used/at",
    "gift card/certificate (was/in/from/had/inside/came/text/message)",
    "rather/sooner/prefer .. money/refund/cash .. than/over/to",
    "money/cash/refund rather/instead than/of",
    "put/credit/book it/that/this on/to/back my/the/our .. card",
    "have/want/like/get it/this/that/them repaired/replaced/fixed .. (already)?",
    "fixed price",
    "again (please)? not",
    "no/not .. no/not money problem",
    "exchange rate",
    "i/we could (have)? glue/sew/mend/repair/fix/stitch/patch/solder .. but/though/however/yet/rather",
    "meanwhile/since/already/now/have found/bought/borrowed a/another (new)? one",
)

LATER = (
    "think/thinking/sleep/sleeping/reflect/mull/consider/considering/ponder+ .. about/on/over/it it/this/"
    "that/whether/first/more?",
    "let me/us (please/just/first)? think/sleep/check/ask/see/talk/speak/consult/consider/decide/discuss",
    "haven't/havent/not/didn't/hasn't/no decided/decide/decision .. (whether/if/my/up/mind)?",
    "undecided/indecisive",
    "in/of two minds",
    "can't/cannot/couldn't decide/choose",
    "i/we/perhaps/maybe/someday/eventually might/may/could/i/we .. ask/want/request/claim/need/apply/"
    "demand/call .. refund/money/it/one/for .. (later/then)?",
    "refund/money/it/decide/request/ask/claim .. later/someday/eventually",
    "some/another/later other? point/day/time/date",
    "please/to/but/and/can/could/just/kindly/wait/hold/pause/delay/postpone/suspend wait/hold/pause/delay/"
    "postpone/suspend .. until/till/with/on/off/it/before/a",
    "wait/hold/pause/delay/postpone/suspend until/till/with/on/off/it/before",
    "until/before/till/unless/once/when/after i/we/i've/i'm/we've/my (have/had/am/are/was)? .. (back/to/"
    "with)? "
    "confirm/confirmed/decide/decided/talk/talked/speak/spoken/spoke/say/said/told/tell/back/asked/ask/"
    "checked/okay/agree/sure/know/ready/return/returned",
    "don't/dont/not/nothing/never do/process/refund/pay/send/book/issue/start/execute/transfer/act/"
    "anything .. yet/until/till/before/now/today/immediately",
    "not yet/now/today/immediately/right/straight/just (away/now)?",
    "only after/when/once/if i/we/you/my",
    "come/get/be/report/write/go/contact/respond back/again? (to/with)? you",
    "maybe/perhaps/might/may/possibly .. i/we/i'll? .. keep",
    "keep it/them/this/that after/anyway/for/then/all/instead/still",
    "not .. sure/certain .. want",
    "want/like/have/need .. refund/money/it or/perhaps/maybe not",
    "cooling off",
    "forget i/what i? wrote/said/asked/mentioned/complained",
    "it s/is (honestly/really/actually/totally/all/absolutely/quite) fine/ok/okay",
    "remind me",
    "next/this week/month/year before/at (you/the)",
)
LATER_EXCUSED = (
    "thought/i've/have thought/think about/of/it/over",
    "can't/cannot/couldn't/won't wait",
    "not/haven't/hasn't/isn't/wasn't/have .. (been)? .. opened/used/touched/refunded/received/arrived/come/"
    "worn/paid/heard/got yet",
    "not just/right/now (the/a/one/because/once)",
    "wait/waiting for your/the/an/my",
    "not now/today/yet .. working/work",
    "look/looking forward/hearing .. back/you",
    "when/once/after i (got/came/was/am)? .. back/home/returned opened/open",
    "when/until/before i/we got/came/arrived/opened",
    "order/buy/purchase/look/browse/use/visit/shop/write .. later",
    "i/we may i/we",
    "could/can you/u/uhelp",
    "thinking about/of order+/buy+/get+/another",
    "now rather than later",
    "should/must/will/ought be with you (by/already)? (now/already)?",
    "sooner/better than/or later",
    "keep it/them/this/that for/at .. half/third/quarter/percent/discount/price/less/off",
    "send/get/give/ship/have/pay/come/go/money/refund it? .. back to you",
    "keep it up",
    "let me/us see/check .. photo/picture",
    "hold/holding it/them/this at/in/up/by/upright/down/against/still/upside/under/near/together/over",
    "not yet (been)? dispatched/shipped/sent/posted/left/gone/out/opened/used/worn/arrived/here/come/"
    "delivered/packed/processed",
    "sleep/sleeping with/in/through/under/because",
    "think/thinking it/this/that/they s/is/was/has/got/went/must/should/never/are/were/have",
    "call/calling it/this/that/them lost/gone/missing",
    "you/they/site/page/website/listing/label/box/advert/seller/it say/says/said/told/promised/confirmed",
)

EXTRA = (
    "refund/return/pay/reimburse/cover/include/add/credit/forget/want/get/give/expect/need/claim/request/"
    f"deduct/compensate (back)? (me/us)? (for)? (the/my/all/our/any)? {_COST}/shipment (cost+/fee+/charge+/"
    "back/too)?",
    f"{_AND} (the/my/all/for/of)? .. {_COST} .. cost+/fee+/charge+/duty/duties/expense+/please/too/back/i/"
    "money/amount",
    f"{_COST} (cost+/fee+/charge+/money)? back/too/also/as/refunded/returned/reimbursed/included/paid/please",
    f"{_AND} (the/my/for)? (express/standard)? postage/shipping/petrol/customs",
    "my/our/the/any/all/other expense+/outlay+/petrol/parking/fuel",
    "extra/additional/bonus/more money/for/dollars/on/cash/compensation/refund/payment/bucks/credit/please",
    "dollars/pounds/euros/bucks/something/bit/little/cash/anything/somewhat/10/5/15/20 extra/more/additional",
    "something/little/some/anything/dollars/bucks/money/compensation/gesture/bit/pay/gift/bonus .. for my/"
    "the/our/all .. trouble+/time/hassle/inconvenience/stress/effort+/afternoon/nerves/"
    "pain/wait/waiting/delay/disappointment/day/morning/work/annoyance/bother/upset",
    "add/give/pay/send/want/get/expect/appreciate/deserve .. for my/the/our (wasted/lost)? trouble+/time/"
    "hassle/inconvenience/stress/effort+/afternoon/nerves/pain/annoyance",
    "dollars/pounds/euros/bucks/something/bit/little/extra/compensation/money/percent/discount/more/plus/want/"
    "expect/get/give/pay/add/refund/trouble/fiver/tenner/5/10/15/20 .. on top",
    "on top of (that/this/it/the/my)? (full/whole)? refund/money/price/cost/amount/payment",
    "double/triple/twice/thrice/treble (the/my/what)? price/money/amount/refund/sum/value/paid/back",
    "also/and/plus/some/small/little/additional/further (a/some/little/small)? compensation/goodwill/"
    "gesture/damages/interest",
    "goodwill",
    "discount/percent/voucher/coupon .. next/future",
    "off (my/the/a/our/of)? (very)? next/future order+/purchase+/one/buy/time/shop",
    "send/give/get/want/throw .. (a/one/some)? free/complimentary",
    "and a/one/some/something free/complimentary",
    "for free",
    "send/add/give/include/throw/want .. freebie/gift/sample+/present",
    "more than/that (i/the) (paid/price)",
    "inconvenience/hassle/trouble payment/money/fee",
    "bear/cover/carry/foot/meet .. cost/costs/bill/bills/expense+",
)
EXTRA_EXCUSED = (
    "compensation for (the/my/your)? (late)? lateness/delay/delivery/late",
    f"no/not/nothing/without/free/never .. {_COST}/extra/more/compensation/money/shipment/additional",
    "sorry/apologies/apologise/apologize/thanks/thank/excuse .. for/the .. trouble/time/hassle/"
    "inconvenience/bother",
    f"{_COST} (box/label/man/driver/day/time/date/note/was/were/took/is/address/guy/person/service/company/"
    "number/bag/paper/window/card)",
    "return it/the/them/this/to/address/label/policy",
    "gift/birthday/christmas gift/present",
    "more than happy/welcome",
    "want/need/expect nothing/no .. (extra/more)",
    "on top was/is/shelf/layer",
    "bank account/transfer/statement",
    "(back)? to/on my/the bank",
    "gas/petrol/fuel stove/lamp/heater/burner/cooker/can/lighter/cap",
    "travel mug/bag/cup/pillow/case/size/adapter/kit/set/crate/cushion/cot/kettle/iron/bed/blanket/"
    "bottle/book/"
    "guide/lamp/sized/hairdryer/game/chess/towel/clock/steamer/speaker/charger",
    "not/don't (to)? forget that/to",
    "late/next/same/express/fast/delayed delivery/shipping",
    "free of",
    "for free shipping/delivery",
    "feel free",
)
