"""Phrases that want our instructions shown, or programs run."""

LEAK = (
    "system/initial/original/hidden/starting/secret/full/entire/complete/first/internal/developer/"
    "base/exact/pre .. prompt+/preprompt",
    "system/hidden/secret/starting/initial/internal/confidential/original instruction+/instructions~/"
    "message+/rules/guidelines",
    "your/the/this prompt",
    "prompt injection/engineering/leak",
    "your (own/exact/full/entire/current/underlying)? (system)? prompt/instructions/programming/"
    "configuration/config/guidelines/directives "
    "(are/is/were/say/verbatim/word/exactly/in/as/to/above/you)",
    "reveal+/repeat+/print+/output+/display+/recite+/disclose+/expose/leak+/dump+/show+/tell+/share/"
    "write/give/list/translate+/"
    "encode+/summarise+/summarize+/spell/copy/paste/quote/reproduce/return/describe/what+ .. your/"
    "the/all/its .. "
    "instruction+/prompt+/secret+/programming/configuration/guidelines/directives/password/passwords/"
    "credentials/key/keys/api",
    "repeat+/print+/output+/recite+/echo/reproduce/copy .. (the/all/exact)? text/words/everything/"
    "conversation/above/before/verbatim/back",
    "repeat/print/say/output/echo (exactly)? exactly/after/back/only/just/the/this/what/kill/your/"
    "everything/all",
    "instructions/text/prompt/rules/information/message (that)? you (were/was/have/had/are/been) .. "
    "given/provided/told/shown/initialized/initialised/started/received/got",
    "you were/are/was/been instructed/told/programmed/given/trained/prompted/initialised/initialized "
    ".. (to/before/at/with/in)?",
    "i was instructed/programmed/told to",
    "what/which/how were/are you instructed/told/given/programmed/prompted/trained/configured",
    "word for word",
    "verbatim",
    "secret/secrets .. ai/bot/assistant/key/keys/data",
    "your/the secrets/secret",
    "before/at the? (start/beginning) this/of/the conversation/chat (started/began)?",
    "beginning/starting/start/begins/begin with you/your/the/i",
    "everything/text/words/content/lines/anything above/before this/that/here",
    "environment variable+",
    "api/secret/access/private key+",
    "other/all/another customer/customers/users/user (data/names/details/orders/emails/information/accounts)",
    "internal database/systems/data/api/documents/documentation/tools/network/server",
    "tools/functions/apis/plugins/commands (do/can/that/are/which) you (have/use/call/access/available)?",
    "for/in debugging/troubleshooting/testing/diagnostic/quality/audit purposes/assurance/purpose/reasons",
    "developer debugging/testing/here/access",
    "complete/continue/finish/fill (this/the) following/sentence/text/phrase/blank/story/conversation",
)
LEAK_EXCUSED = (
    "prompt card+/game+/refund",
    "the prompt card+/game+",
    "prompt/prompts reply/response/delivery/refund/answer/attention/action/service/resolution/"
    "payment/assistance/handling",
    "the/your prompt reply/response/delivery/refund/answer/attention/action/service/resolution/"
    "payment/assistance/handling",
    "your instructions (to/in) (assemble/return/the/reset)",
    "assembly/return/care/washing/shipping/original/mounting/installation/setup instructions",
    "you were told/given (that/about/by/the/a/my)",
    "i was told to",
    "repeat order/purchase/customer/the same",
    "the same story/question",
    "starting/start/beginning with the",
    "show/tell/share/give/send me/us .. key/keys/password",
    "other customers (have/had/complain/complained/also/who/with/say)",
    "account password",
)

TECHNICAL = (
    "eval/exec/popen/subprocess/hashlib/stdin/stdout/localhost/sudo/wget/chmod/netcat/powershell/"
    "pwned/hacked/payload",
    "os popen/system",
    "import os/sys/hashlib/subprocess/requests/socket/base64/re/json",
    "print/console .. (log)? hello/world",
    "select .. from .. (where/users/customers/orders)",
    "drop/truncate/alter table/database",
    "insert into/values",
    "union (all)? select",
    "delete from",
    "or 1 1",
    "reverse/web/bash shell/backdoor",
    "bash/python/sql/javascript/java/shell/php/ruby script/code/command/query/program/injection/"
    "function/payload/backdoor",
    "write/run/execute/create/generate/give a/an/some/the/me/my/this/following .. script/code/"
    "program/query/function/macro/regex/shell",
    "user/untrusted input",
    "decode/execute/decrypt/deobfuscate/unscramble/decipher (and/this/the/following/it/my/execute/run)",
    "rm rf",
    "etc passwd/shadow",
    "cmd exe",
    "nested/nesting .. (inside/payload)?",
    "denial of service",
    "ip port",
    "api request/call/wrapper/endpoint/response",
)
TECHNICAL_EXCUSED = (
    "was/got/been/is/account/card hacked",
    "hacked my/into/account",
    "drop/coffee/dining/side/pool/garden table",
    "execute and/my/the (order/refund/purchase)",
    "discount/promo/voucher/gift/qr/post/zip/area/product/item/return/bar/coupon/dress/color/colour "
    "code/script",
    "select .. from .. (the/your/list/menu/options/shop/store/website)",
    "write/give/run/create a/an/some/the/me/my .. (return/discount/promo/tracking/voucher/qr/coupon) code",
    "nested (tables/bowls/baskets/boxes/set)",
    "nesting (tables/bowls/baskets/boxes/dolls/doll/set)",
    "insert into (the/a/my)",
    "delete from (my/your/the)",
)
