"""Steering that shows in signs, not words: mark-up, code, encodings, and what cannot be seen.

Every pattern is tried only where a sign that it needs stands in the text: most messages have none of them.
"""

import base64
import binascii
import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from hitl.domain.reading.phrases import Span, Words

Place = tuple[str, int, int]
"""Kind, and where in the text it begins and ends."""


class _Sign(NamedTuple):
    kind: str
    needs: tuple[str, ...]  # one of these must stand in the text, small letters
    pattern: re.Pattern[str]


def _sign(kind: str, needs: str, pattern: str) -> _Sign:
    """Needs stand between blanks; "~" is a blank in one of them."""
    return _Sign(
        kind,
        tuple(need.replace("~", " ") for need in needs.split(" ")),
        re.compile(pattern, re.IGNORECASE | re.MULTILINE),
    )


_WHO = "system|assistant|user|human|developer|ai|model|agent|bot|instruction|admin|tool|function"
_MAILED = r"[^\s<>@]{1,64}@[^\s<>@]{1,200}>|https?://[^\s<>{}]{1,300}>"
"""What mail programs put in angle brackets: an address, a link."""
_LAYOUT = re.compile(
    r"</?(?:html|head|body|br|hr|p|div|span|font|center|blockquote|b|i|u|em|strong|small|h[1-6]|ul|ol|li|table|tbody"
    r"|thead|tr|td|th|a|meta|o:p)"
    r"(?:\s+(?:style|class|dir|lang|align|valign|width|height|color|face|size|border|cellpadding|cellspacing|target"
    r"|rel|id|bgcolor|href)=(?:\"[^\"<>{}]{0,200}\"|'[^'<>{}]{0,200}'|[\w#%-]{1,40}))*\s*/?>",
    re.IGNORECASE,
)
"""Tags that only lay a text out, as mail programs leave them in it; what they enclose is read."""
_LINKED = re.compile(r"https?://[^\s<>{}\"'\[\]]{1,500}", re.IGNORECASE)
_STEERED = (
    "review|approv|refund|system|prompt|policy|confiden|human|action|amount|sentiment|role|instruct|gate|"
    "route|auto|admin"
)
"""Names of fields that say what is to be decided, not what was bought."""
_ON = (
    "system|instruction|user|assistant|admin|task|response|input|output|new|end|begin|start|note|rule|"
    "prompt|important|human|ai"
)
_SIGNS = (
    _sign(
        "markup",
        ":",
        rf"^[\s>*#\-\[(]*(?:{_WHO})\s*(?:prompt|message|note|override|instruction|update)?\s*[\])]?\s*:(?!\d)"
        r"|[.!?]\s+(?:system|assistant|developer|ai|instruction)\s*:",
    ),
    _sign(
        "markup",
        "<| |> [ <<",
        rf"<\|[^|>\n]{{0,40}}\|?>|\|>|\[/?(?:inst|sys|end|{_WHO})[^\]\n]{{0,30}}\]|<</?sys>>",
    ),
    _sign(
        "markup",
        "## --- === **** ____",
        rf"^\s*#{{2,}}\s*(?:{_ON})|^\s*(?:-{{3,}}|={{3,}}|\*{{4,}}|~{{3,}}|_{{4,}})\s*(?:{_ON})",
    ),
    _sign(
        "markup",
        "--- === ### ***",
        r"(?<![-=#*])(?:-{3,}+|={3,}+|#{3,}+|\*{3,}+)\s{0,3}(?:end|begin|start|new|system|instruction)",
    ),
    _sign("markup", "< -->", rf"<(?!{_MAILED})\s*/?\s*[a-z!?][^>\n]{{0,200}}>|<!--|-->"),
    _sign("markup", "&", r"&#(?!(?:33|34|39|160|8211|8212|8216|8217|8220|8221);)x?[0-9a-f]{1,6};|&lt;"),
    _sign("markup", "![ ]( ``` {{ }} ${ {% <%", r"!\[[^\]\n]*\]|\]\(\s*[a-z]|```|\{\{|\}\}|\$\{|\{%|<%"),
    _sign("code", '": \': ="', rf"[\"'][\w.-]{{0,40}}(?:{_STEERED})[\w.-]{{0,40}}[\"']\s*:|\w=[\"']"),
    _sign("code", "{", rf"\{{\s*[\"']?[\w-]{{0,40}}(?:{_STEERED})[\w-]{{0,40}}[\"']?\s*[:=]|\{{[a-z]+\}}"),
    _sign(
        "code",
        "_",
        rf"(?<![\w@.])(?=[a-z_]*(?:{_STEERED}))[a-z]+(?:_[a-z]+)+(?![\w@])|(?<![\w@.])[a-z]+(?:_[a-z]+)+\(",
    ),
    _sign(
        "code",
        "(",
        r"\b\w+\.\w+\(|\b(?:eval|exec|print|system|popen|alert)\s*\(|\b[\w.]+\([^()\n]{0,80}\)\s*(?:;|$|"
        r"does)",
    ),
    _sign("code", "( =", r"(?-i:\b[a-z]+[A-Z][a-zA-Z]*)[(=]"),
    _sign("code", "'~or 'or \"~or \"or 1=1 1~=~1", r"['\"]\s*(?:or|and)\s+['\"]?\w+['\"]?\s*=|\b1\s*=\s*1\b"),
    _sign(
        "code",
        "select insert update delete drop union alter truncate",
        r"\b(?:select|insert|update|delete|drop|union|alter|truncate)\b[^.!?\n]{0,60}"
        r"\b(?:from|into|table|select|set|where|database)\b[^.!?\n]{0,30}(?:;|=|\*|'|--|\w+_\w+)|"
        r"\bselect\s+\*|\bdrop\s+table\b",
    ),
    _sign(
        "code",
        "; \\x \\u $( && || ../ /etc/ rm => == != (((( )))) /* */",
        r";\s*--|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\$\(|&&|\|\||\.\./|/etc/|rm\s+-rf|=>|==|!=|\({4,}|\){4,}|/"
        r"\*|\*/",
    ),
    _sign(
        "link",
        ":// http javascript: vbscript: data: ftp: file:",
        r"(?:https?|ftp|file|javascript|data|vbscript)\s?:\s?/{0,2}\S*"
        r"(?:\?\S*(?:\{|\[|%7b|%5b|<|data|prompt|secret|key=|pass)|\{|%7b|:\d{2,5}\b|localhost|internal|\d+\.\d+\.\d+\.\d+)\S*"
        r"|\b(?:javascript|vbscript):|\bdata:\w+/\w+"
        r"|\b(?:fetch|load|call|curl|wget|post|send|browse|access|"
        r"request)\b[^.!?\n]{0,60}\bhttps?:",
    ),
    _sign("encoded", "%", r"(?:%[0-9a-f]{2}){3,}|(?:\w*%[0-9a-f]{2}){4,}"),
    _sign("encoded", ".- -. -- – •", r"(?:(?<!\S)[.\-–—•·]{1,6}(?:\s+/?\s*|$)){6,}"),
)
_ENCODED = re.compile(r"(?<![A-Za-z0-9+/=_-])[A-Za-z0-9+/_-]{12,}={0,2}(?![A-Za-z0-9+/=])")
_HEX = re.compile(r"(?<![0-9a-zA-Z])(?:0x)?(?:[0-9a-f]{2}[\s:,]?){8,}(?![0-9a-zA-Z])", re.IGNORECASE)
_BINARY = re.compile(r"(?:\b[01]{7,8}\b[\s,]*){4,}")
_CODEPOINTS = re.compile(r"\b(?:\d{2,3}[\s,]+){8,}\d{2,3}\b")
_APART = re.compile(r"(?<!\w)\w(?:[ ._\-*|/]\w(?!\w)){5,}")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_STEERING = """ignore ignores ignoring disregard forget override bypass previous prior instruction
    instructions approve approved approval refund prompt system admin administrator reveal secret
    rules execute policy review""".split()
_STRANGE = frozenset(strange for word in _STEERING for strange in (codecs.encode(word, "rot13"), word[::-1]))
_UNSEEN = re.compile(
    "[\U000e0000-\U000e0fff\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]|"
    "[\u200b\u2060-\u2064\u180e\u3164\u115f\u1160]{2,}"
    "|(?<=[A-Za-z])[\u200b-\u200d\u2060\ufeff](?=[A-Za-z])|(?:\u00ad\\w{1,3}){3,}|(?:[\u0300-\u036f]){3,}|"
    "[\ufe00-\ufe0f\U000e0100-\U000e01ef]{3,}"
)
_STRANGE_LETTERS = "\u0370-\u03ff\u0400-\u052f\uff21-\uff5a\U0001d400-\U0001d7ff\u24b6-\u24e9"
_MIXED_SCRIPTS = re.compile(
    f"[A-Za-z][{_STRANGE_LETTERS}]|[{_STRANGE_LETTERS}][A-Za-z]"
    "|[\uff21-\uff5a\U0001d400-\U0001d7ff\u24b6-\u24e9\U0001f130-\U0001f189]{3,}"
)


def marks(text: str, words: Words) -> Iterator[Place]:
    """Every place whose signs, rather than words, are made for a machine."""
    bare = _LAYOUT.sub(_blank, text) if "<" in text else text
    unlinked = _LINKED.sub(_blank, bare) if "://" in text else bare
    low = bare.lower()
    for sign in _SIGNS:
        if any(need in low for need in sign.needs):
            yield from _places(sign.kind, sign.pattern, unlinked if sign.kind == "code" else bare)
    yield from _encoded(text, words)
    yield from _places("invisible", _CONTROL, text)
    if not text.isascii():
        yield from _places("invisible", _UNSEEN, text)
        yield from _places("disguised", _MIXED_SCRIPTS, text)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _places(kind: str, pattern: re.Pattern[str], text: str) -> Iterator[Place]:
    for found in pattern.finditer(text):
        if found.end() > found.start():
            yield kind, found.start(), found.end()


def _encoded(text: str, words: Words) -> Iterator[Place]:
    for found in _ENCODED.finditer(text):
        if _hides_text(found[0]):
            yield "encoded", found.start(), found.end()
    figures = [word for word in words.known if word[0].isdigit() or word[-1].isdigit()]
    if len(figures) >= _SEVERAL or any(len(word) >= _LONG for word in figures):
        for found in _HEX.finditer(text):
            if _hides_hex(found[0]):
                yield "encoded", found.start(), found.end()
        yield from _places("encoded", _BINARY, text)
        yield from _places("encoded", _CODEPOINTS, text)
    if not _STRANGE.isdisjoint(words.known):
        for place, word in enumerate(words.list):
            if word in _STRANGE:
                yield ("encoded", *words.place(Span(place, place + 1)))
    if words.text.places is not None:  # letters were put together, or something unseen was left out
        yield from _places("disguised", _APART, text)


_SEVERAL = 4  # "12, 2, 48291": a message has few numbers, an encoded one many
_LONG = 16


def _hides_text(written: str) -> bool:
    """Whether a long word is base64 (or its URL form) of readable text."""
    plain = written.rstrip("=")
    mixed = any(map(str.isupper, plain)) and any(map(str.islower, plain))
    if not mixed or (plain.isalpha() and not written.endswith("=") and plain[1:].islower()):
        return False
    padded = plain.replace("-", "+").replace("_", "/")
    try:
        decoded = base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True)
    except (binascii.Error, ValueError):
        return False
    return _readable(decoded)


def _hides_hex(written: str) -> bool:
    figures = re.sub(r"^0x|[\s:,]", "", written)
    if len(figures) % 2 or figures.isdigit():
        return (
            figures.isdigit()
            and len(figures) % 2 == 0
            and _readable(bytes.fromhex(figures))
            and len(figures) >= 20
        )
    return _readable(bytes.fromhex(figures))


def _readable(decoded: bytes) -> bool:
    """Whether bytes are text that somebody wrote: printable, and mostly letters and spaces."""
    try:
        text = decoded.decode("ascii")
    except UnicodeDecodeError:
        return False
    letters = sum(letter.isalpha() or letter == " " for letter in text)
    return (
        len(text) >= 6
        and all(letter.isprintable() or letter in "\r\n\t" for letter in text)
        and letters >= 0.75 * len(text)
    )
