"""A word's regular endings, and how people write it by mistake."""

_VOWELS = "aeiou"
_SHORTEST_MISSPELT = 6  # shorter words have too many neighbours that are words of their own


def inflections(word: str) -> set[str]:
    """The word with the regular endings of English nouns and verbs (some of which nobody uses)."""
    forms = {word, word + "s"}
    stem = word[:-1] if word.endswith("e") else word
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        forms |= {word[:-1] + "ies", word[:-1] + "ied"}
    elif word.endswith(("s", "x", "ch", "sh")):
        forms |= {word + "es", word + "ed"}
    else:
        forms.add(stem + "ed")
    forms.add(stem + "ing")
    if (
        len(word) in (3, 4)
        and word[-1] not in f"{_VOWELS}wxy"
        and word[-2] in _VOWELS
        and word[-3] not in _VOWELS
    ):
        forms |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return forms


_KEYBOARD = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = {
    letter: set(row[max(0, place - 1) : place + 2]) - {letter}
    for row in _KEYBOARD
    for place, letter in enumerate(row)
}
_TAKEN_FOR = {
    letter: _BESIDE[letter] | (set(_VOWELS) - {letter} if letter in _VOWELS else set()) for letter in _BESIDE
}
"""What is written for a letter by mistake: its neighbours on the keyboard, and a vowel for a vowel."""


def misspellings(word: str) -> set[str]:
    """The word with one letter left out, doubled, mistaken or swapped with the next; the first one stays."""
    if len(word) < _SHORTEST_MISSPELT:
        return set()
    wrong: set[str] = set()
    for place in range(1, len(word)):
        before, letter, after = word[:place], word[place], word[place + 1 :]
        wrong.update((before + after, before + letter + letter + after))
        wrong.update(before + other + after for other in _TAKEN_FOR.get(letter, ()))
        wrong.update(before + letter + other + after for other in _BESIDE.get(letter, ()))
        if after:
            wrong.add(before + after[0] + letter + after[1:])
    wrong.discard(word)
    return wrong
