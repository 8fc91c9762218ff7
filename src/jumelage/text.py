"""French and English text made comparable: cleaned, folded, cut into words.

Two steps apart: :func:`clean` makes text from outside safe to keep and show; :func:`fold` and :func:`words` make it
comparable, so that « ÉQUIPEMENTS MINIERS » meets "equipements miniers".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

__all__ = [
    "STOP_WORDS",
    "clean",
    "domain_sent",
    "domain_shown",
    "fold",
    "mail_address",
    "mail_sent",
    "stem",
    "tokens",
    "words",
]

LONGEST_TEXT = 20_000
"""Characters kept of one text: a profile line is far shorter, and nobody reads past this."""

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "’": "'", "ʼ": "'", "´": "'"})
_NOT_TEXT = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, direction marks, surrogates, private and unassigned
_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"[a-z0-9]+")
_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|lorsqu|puisqu|jusqu)'(?=\w)")

_STOP_WORDS = """
    a afin ai ainsi alors au aucun aussi autre autres aux avec avoir beaucoup bien ca car ce ceci cela celle
    celles ces cet cette ceux chaque chez comme concernant d dans de des divers diverses donc dont du elle
    elles en entre est et etc etre eux fait il ils inc je jusque la le les leur leurs lors ltd ltee mais me
    meme mes moins n ne ni no non nos notre nous on ou oui par pas pour plus plusieurs pres qu quand que quel
    quelle qui quoi s sa sans se selon sera ses si soit son sont sous sur ta te tel telle tous tout toute
    toutes tres un une vers vos votre vous y about above all also an and any are as at be been but by can do
    each for from had has have he her his how i if in into is it its may more most not of or other others our
    out over per shall she so some such than that the their them then there these they this those through to
    under up upon was we were what when where which who will with would you your"""
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that carry no trade, in both languages, already folded."""


def clean(text: str, longest: int = LONGEST_TEXT) -> str:
    """Make text from outside safe to keep: composed, no control or direction marks, single spaces, bounded.

    Line breaks stay. Markup and formulas are left as they are: whoever shows or exports text escapes it.

    Parameters
    ----------
    text
        Any text, of any length.
    longest
        Characters kept.
    """
    text = text[: 4 * longest].replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    if not (text.isascii() and text.isprintable()):
        text = unicodedata.normalize("NFC", text)
        unfit = {ord(c): None for c in set(text) - {"\n", "\t"} if unicodedata.category(c) in _NOT_TEXT}
        text = text.translate(unfit) if unfit else text
    return _SPACES.sub(" ", text).strip()[:longest]


@lru_cache(maxsize=200_000)
def fold(text: str) -> str:
    """Lower the case, drop the accents, open the ligatures: ``fold("Œuvres d'ÉTÉ") == "oeuvres d'ete"``."""
    if text.isascii():
        return text.lower()
    spread = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in spread if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=500_000)
def stem(word: str) -> str:
    """Cut the endings of number and gender that French and English share; the word is folded.

    A light stemmer, after Savoy's (*A stemming procedure and stopword list for general French corpora*, JASIS 1999):
    it joins *minière, minières, minier, miniers* and *conveyor, conveyors*, and leaves short words alone.
    """
    if len(word) < 4 or word[0].isdigit():
        return word
    if word.endswith("aux") and len(word) > 5:
        word = word[:-2] + "l"
    elif word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "i"
    elif (word[-1] in "sx" and word[-2] not in "sui") or (word.endswith(("is", "us")) and len(word) > 5):
        word = word[:-1]
    if len(word) > 4 and word[-1] == "e":
        word = word[:-1]
    if word[-1] == "y":
        word = word[:-1] + "i"
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word


def tokens(text: str) -> list[str]:
    """Cut text into folded words, whole, elisions dropped (*l'usine* gives *usine*), stop words kept."""
    return _WORD.findall(_ELISION.sub("", fold(text)))


def words(text: str) -> list[str]:
    """Cut text into stems that can be compared: no stop words, no single letters, no lone digits."""
    return [stem(t) for t in tokens(text) if len(t) > 1 and t not in STOP_WORDS]


def domain_shown(domain: str) -> str:
    """Write a domain as people read it, so that its two writings are one: ``xn--fort-2qa.example`` is ``forêt.example``."""
    bare = unicodedata.normalize("NFC", domain).lower()
    if "xn--" not in bare:
        return bare
    try:
        return bare.encode("ascii").decode("idna")
    except UnicodeError:
        return bare


def domain_sent(domain: str) -> str:
    """Write a domain as mail and browsers carry it: ``forêt.example`` is ``xn--fort-2qa.example``."""
    try:
        return domain_shown(domain).encode("idna").decode("ascii")
    except UnicodeError:
        return domain


def mail_address(text: str) -> str:
    """Write an e-mail address in the one way in which it is kept: small letters, its domain as people read it."""
    local, at, domain = unicodedata.normalize("NFC", text).strip().lower().rpartition("@")
    return f"{local}{at}{domain_shown(domain)}"


def mail_sent(address: str) -> str:
    """Write an e-mail address as mail carries it: the domain in the letters of the network."""
    local, at, domain = address.rpartition("@")
    return f"{local}{at}{domain_sent(domain)}"
