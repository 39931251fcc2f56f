"""Phrases that say what an answer has to look like or contain."""

_ANSWER = "answer+/response+/reply/replies/replying/output/message"
_WORK_ON = (
    "modify/augment+/enhance+/integrate/render/encrypt/encode/obfuscate/shift/invert/reverse/convert/"
    "transform/express/embed/"
    "incorporate/weave/rewrite/rephrase/substitute/tweak/adapt/alter/scramble/capitalize/capitalise/"
    "abbreviate/adjust/expand/sprinkle/"
    "infuse/format/prepend/append/insert/inject/translate/spell/structure/style/replace/conclude/"
    "begin/finish/prefix/craft/transcribe/"
    "translating/converting/encoding/represent/extend/supplement/complement/enrich/strengthen/update/"
    "edit/present"
)
_FORM = (
    "json/xml/yaml/html/markdown/csv/base64/hex/hexadecimal/binary/morse/rot13/cipher/caesar/reverse/"
    "reversed/backwards/backward/"
    "uppercase/lowercase/caps/capitals/emoji/emojis/emoticons/symbols/poem/rhyme/rhymes/verse/haiku/"
    "limerick/song/code/pirate/latin/"
    "leetspeak/leet/ascii/unicode/spaces/punctuation/vowels/numbers/digits/alphabet/acronyms/bullet/"
    "bullets/table/"
    "french/german/spanish/italian/portuguese/dutch/swedish/polish/russian/chinese/japanese/korean/"
    "arabic/hindi/turkish/greek/"
    "hebrew/danish/norwegian/finnish/czech/hungarian/romanian/ukrainian/vietnamese/thai/klingon/"
    "esperanto/mandarin/"
    "homophonic/homophones/phonetic/slang/shakespearean/monoalphabetic/substitution/sentences/"
    "metaphors/riddles/alliteration"
)
OUTPUT = (
    f"{_WORK_ON} .. (the/your/this) {_ANSWER}",
    f"{_WORK_ON} .. in/into/to/within your/the {_ANSWER}",
    f"your/the/this {_ANSWER} must/should/shall/has/needs/will/may .. contain+/include+/begin/start/"
    "end/mention/say/consist/have/be/look",
    f"mention/include/add/say/write/state/hint/claim in/within your/the {_ANSWER}",
    f"in/to/into/within/at/with/for/of your/the (next/final/entire/own/full)? {_ANSWER} .. {_WORK_ON}/"
    "suggest/tease/mention/include/add/"
    "promote/recommend/encourage/use/say/write/insert/claim/hint/advise/provide/state/give/explain/"
    "direct/link/ask/tell/offer/invite/"
    "discuss/reference/highlight/cite/spread/advertise/urge",
    "add/include/use/put/place/mention/insert/write/suggest/give/say/provide/hide/quote/make/attach/"
    "slip/drop/work/end/start/state/"
    f"share/promote/advertise/recommend/plug/feature/introduce/fabricate/invent/offer/place/close/open .. "
    f"in/to/into/within/for/of/with/throughout your {_ANSWER}",
    "a/an/the/some .. line/sentence/word/phrase/paragraph/statement/statistic/fact/reason/appeal/"
    "reference/remark/joke/link/mention/"
    f"reminder/quote/story/claim/advertisement/suggestion in/to/into/within your/the {_ANSWER}",
    f"your/the/entire/every/all/whole {_ANSWER} .. in/as/into/using/with/without/only/to/must/should/"
    f"by/consisting .. {_FORM}",
    "reply/respond/answer/write/speak/talk/communicate/say (to/me/back/with/only)? in/using/with/as/"
    "only/via/through .. " + _FORM,
    "reply/respond/answer/speak/say/write only/just/exclusively/nothing/strictly with/in/the/hello/"
    "yes/ok/true/approved/json",
    "only/just/simply/always/then reply/respond/answer/say/print/output/write/return/provide/echo .. "
    "with/the/yes/ok/hello/approved/a/an/in/this/exactly/following/back",
    "reply/respond/answer with the/a/an/only/just/exactly/word/yes/no/ok/i/one/your/print/hello/approved/etc",
    "don't/dont/not/never say/add/output/write/include/mention/respond/reply/use .. anything/else/"
    "any/other/additional/commentary/explanation/spaces/punctuation/letter",
    "give/return/provide/want me/us json/xml/yaml/csv/code/html",
    "json not/only/format/output/object/response",
    "in json/xml/yaml/csv/markdown/html (format)?",
    "use/using/replace/shift/swap/substitute/remove/convert/change/turn/make (the)? .. letter/"
    "letters/vowels/vowel/consonants/"
    "characters/words/word/keywords/alphabet/numbers/emojis/emoji/symbols/cipher .. "
    "(with/by/in/as/for/to/your/of)",
    f"letters/letter/words/vowels/characters/sentences .. in/of your {_ANSWER}",
    "order of letters/words/characters",
    "caesar/substitution/monoalphabetic/vigenere/atbash cipher",
    "cipher/cipher+/encrypt+/decrypt+/rot13/base64/steganograph+",
    "emoji/emojis/emoticon+ .. only/substitution/instead/answer/reply/response/represent/text",
    "homophonic/monoalphabetic/leetspeak",
    "letter by letter",
    "with the following format/symbols/words/text/structure/template",
    "following format/template/symbols/structure",
    "never ending/neverending/endless/infinite story/loop/list/text",
    "subscribe/donate/donations/donation/vote/voting to/for/in/our .. newsletter/channel/cause/"
    "relief/candidate/election+/party/charity",
    "cracked/pirated/free version/copy/download of",
)
OUTPUT_EXCUSED = (
    "update/thank/thanks/waiting/wait/look/looking/await/awaiting/hoping/hope/expecting .. for/your "
    ".. answer+/response+/reply/message",
    "update your/the/my records/message",
    "unsubscribe/subscription",
    "this/the message/email (and/or)? may/might .. contain+/include+/be/have",
    "with/by replacing/replace the item/lamp/product",
    "make/change the order/address/number/size",
    "the/your number/numbers (of/is/on/are)",
    "order/phone/tracking/account/card/serial/model/invoice/house/reference/item/contact number/numbers",
    "in other words",
)
