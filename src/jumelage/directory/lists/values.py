"""One cell made one value of a field, or refused with what is wrong and how to mend it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from jumelage.directory.lists.fields import BY_NAME
from jumelage.directory.lists.kinds import KINDS, kind_called
from jumelage.language import Bilingual
from jumelage.reference.classification import closest
from jumelage.spreadsheets import text_of
from jumelage.spreadsheets.codes import SpoiledCodeError, industry_code
from jumelage.text import clean, fold, mail_address

__all__ = ["InvalidValueError", "read_value"]

_EMAIL = re.compile(
    r"[^\s@<>()\[\],;:\"\\]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})",
    re.IGNORECASE,
)
_CANADIAN = re.compile(r"[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d")
_EXTENSION = re.compile(r"[\s,;]*(?:poste|post|ext(?:ension)?|x|#|p)\s*[.:]?\s*#?\s*(\d{1,8})\s*$", re.IGNORECASE)
_FAILED = frozenset(
    {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#N/D", "#VALEUR!", "#NOM?", "#NOMBRE!"}
)
_NOTHING = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "n/a",
        "n.a.",
        "n/d",
        "nd",
        "s.o.",
        "so",
        "na",
        "aucun",
        "aucune",
        "none",
        "null",
        "nil",
        "?",
        "x",
    }
)
_NAMES = frozenset({"name", "contact_name", "contact_first_name", "town"})
_NO_NAME = frozenset({"", "-", "–", "—", "n/a", "n/d", "s.o.", "?"})
"""What stands for no name: firms are called Null, X and So."""
_MONTHS = {
    name: number
    for number, names in enumerate((
        "janvier january jan janv", "fevrier february feb fev fevr", "mars march mar", "avril april apr avr", "mai may",
        "juin june jun", "juillet july jul juil", "aout august aug", "septembre september sep sept", "octobre october oct",
        "novembre november nov", "decembre december dec"), start=1)
    for name in names.split()
}  # fmt: skip
_LANGUAGES = {"francais": "fr", "french": "fr", "fr": "fr", "f": "fr", "fra": "fr", "fre": "fr", "anglais": "en", "english": "en",
              "en": "en", "an": "en", "ang": "en", "a": "en", "e": "en", "eng": "en", "espagnol": "es", "spanish": "es", "es": "es",
              "innu": "moe", "innu aimun": "moe", "portugais": "pt", "pt": "pt", "allemand": "de", "german": "de", "de": "de",
              "italien": "it", "italian": "it", "it": "it", "arabe": "ar", "arabic": "ar", "mandarin": "zh", "chinois": "zh"}  # fmt: skip
_BOTH = frozenset({"bilingue", "bilingual", "les deux", "both", "deux"})
LONGEST_SHOWN = 40
LONGEST_CACHED = 200


class InvalidValueError(ValueError):
    """A value that a field cannot take: what is wrong with it and how to mend it."""

    def __init__(self, fr: str, en: str, remedy_fr: str, remedy_en: str) -> None:
        super().__init__(en)
        self.what, self.remedy = Bilingual(fr, en), Bilingual(remedy_fr, remedy_en)


def read_value(field: str, raw: Any) -> str:
    """Return the value of a cell for a field, in the one form that is kept; empty for an empty cell.

    Parameters
    ----------
    field
        Name of the field.
    raw
        The cell: text, number, date or None.

    Raises
    ------
    InvalidValueError
        When it cannot be that field's.
    """
    if raw is None or raw == "":
        return ""
    kind = type(raw).__name__  # 1 and True are one key otherwise
    return _read(field, raw, kind) if len(str(raw)) < LONGEST_CACHED else _read.__wrapped__(field, raw, kind)


@lru_cache(maxsize=100_000)  # a list repeats its towns, codes and words
def _read(field: str, raw: Any, kind: str) -> str:
    limit = BY_NAME[field].longest
    many = field in _MANY_LINES
    text = clean(text_of(raw), max(4 * limit, 400))
    if not many:
        text = " ".join(text.split())
    if text.upper() in _FAILED:
        raise InvalidValueError(f"la formule donne « {text} ».", f"the formula gives “{text}”.",
                    "Corrigez la formule, ou mettez la valeur.", "Mend the formula, or put the value.")  # fmt: skip
    if text.lower() in (_NO_NAME if field in _NAMES else _NOTHING):
        return ""
    if field in _NUMBERS:
        text = _whole(text)
    value = _READERS.get(field, str)(text) if field != "consent_on" else _date(raw, text)
    if len(value) > limit:
        raise InvalidValueError(f"le texte dépasse {limit} caractères.", f"the text is over {limit} characters.",
                    "Raccourcissez-le.", "Shorten it.")  # fmt: skip
    return value


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}…"


def _whole(text: str) -> str:
    """Return as digits a number that a spreadsheet wrote as 4185550100.0 or 4185550100,0."""
    if re.fullmatch(r"\d[.,]\d+E\+?\d+", text, re.IGNORECASE):
        raise InvalidValueError(f"« {text} » : le tableur a perdu des chiffres.", f"“{text}”: the spreadsheet lost digits.",
                    "Mettez la colonne en format texte et récrivez le numéro.", "Make the column text and write the number again.")  # fmt: skip
    return re.sub(r"(?<=\d)[.,]0+$", "", text) if re.fullmatch(r"\d+[.,]0+", text) else text


def _email(text: str) -> str:
    text = re.sub(r"^mailto:", "", text, flags=re.IGNORECASE).strip("<>;,. ")
    if _EMAIL.fullmatch(text) and len(text) <= 254:
        return mail_address(text)
    if len(_EMAIL.findall(text)) > 1:
        raise InvalidValueError("il y a plusieurs adresses.", "there are several addresses.",
                    "Gardez-en une ; mettez les autres sur d'autres lignes.", "Keep one; put the others on other rows.")  # fmt: skip
    raise InvalidValueError(f"« {_short(text)} » n'est pas une adresse de courriel.", f"“{_short(text)}” is not an e-mail address.",
                "Exemple : info@exemple.ca.", "Example: info@example.ca.")  # fmt: skip


def _url(text: str) -> str:
    bare = text.strip("<>;, ")
    whole = bare if re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", bare) else f"https://{bare}"
    try:
        parts = urlsplit(whole)
        host = (parts.hostname or "").encode("idna").decode()
        fits = parts.scheme in ("http", "https") and parts.port != 0 and not parts.username
    except (ValueError, UnicodeError):
        host, fits = "", False
    if (
        fits
        and re.fullmatch(r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z][a-z0-9-]+", host)
        and not re.search(r"[\s<>\"]", whole)
    ):
        return whole
    raise InvalidValueError(f"« {_short(text)} » n'est pas une adresse de site.", f"“{_short(text)}” is not the address of a site.",
                "Exemple : https://www.exemple.ca.", "Example: https://www.example.ca.")  # fmt: skip


def _postal_code(text: str) -> str:
    bare = re.sub(r"[\s.-]", "", text.upper())
    if _CANADIAN.fullmatch(bare):
        return f"{bare[:3]} {bare[3:]}"
    if re.fullmatch(r"\d{4,5}|\d{9}", bare):
        return f"{bare[:5]}-{bare[5:]}" if len(bare) == 9 else bare
    if len(bare) == 6 and re.fullmatch(r"[A-Z0-9]{6}", bare) and _CANADIAN.fullmatch(_swapped(bare)):
        right = f"{_swapped(bare)[:3]} {_swapped(bare)[3:]}"
        raise InvalidValueError(f"« {text} » mêle la lettre O et le zéro, ou I et 1.", f"“{text}” mixes the letter O and zero, or I and 1.",
                    f"Vouliez-vous dire {right} ?", f"Did you mean {right}?")  # fmt: skip
    raise InvalidValueError(f"« {_short(text)} » n'est pas un code postal.", f"“{_short(text)}” is not a postal code.",
                "Exemple : G4R 2B5.", "Example: G4R 2B5.")  # fmt: skip


def _swapped(code: str) -> str:
    letters, digits = str.maketrans("01", "OI"), str.maketrans("OI", "01")
    return "".join(c.translate(letters if place % 2 == 0 else digits) for place, c in enumerate(code))


def _phone(text: str) -> str:
    """Write a North American number as 418 555-0100; leave others as they are."""
    found = _EXTENSION.search(text)
    body = text[: found.start()] if found else text
    digits = re.sub(r"\D", "", body)
    extension = f", poste {found[1]}" if found else ""
    if digits and not re.search(r"[A-Za-z]{3}", body):
        international = body.strip().startswith(("+", "00")) and not digits.startswith("1")
        ten = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
        if not international and len(ten) == 10 and ten[0] > "1":
            return f"{ten[:3]} {ten[3:6]}-{ten[6:]}{extension}"
        if international and 8 <= len(digits) <= 15:
            return f"{body.strip()}{extension}"
        if len(digits) in (20, 21, 22):
            raise InvalidValueError("il y a deux numéros.", "there are two numbers.", "Gardez-en un.", "Keep one.")
        if len(digits) == 7:
            raise InvalidValueError(f"« {_short(text)} » n'a pas d'indicatif régional.", f"“{_short(text)}” has no area code.",
                        "Ajoutez-le : 418 555-0100.", "Add it: 418 555-0100.")  # fmt: skip
    raise InvalidValueError(f"« {_short(text)} » n'est pas un numéro de téléphone.", f"“{_short(text)}” is not a telephone number.",
                "Exemple : 418 555-0100, ou +33 1 70 18 99 00.", "Example: 418 555-0100, or +33 1 70 18 99 00.")  # fmt: skip


def _extension(text: str) -> str:
    return re.sub(r"\D", "", text)


def _enterprise_number(text: str) -> str:
    bare = re.sub(r"[\s.-]", "", text.upper())
    if re.fullmatch(r"(?:11|22|33|88)\d{8}|\d{9}(?:RC\d{4})?|\d{14}", bare):
        return bare
    raise InvalidValueError(f"« {_short(text)} » n'est pas un numéro d'entreprise.", f"“{_short(text)}” is not an enterprise number.",
                "Le NEQ a 10 chiffres et commence par 11, 22, 33 ou 88.",
                "Québec's has 10 digits and starts with 11, 22, 33 or 88; the federal one has 9.")  # fmt: skip


def _naics(text: str) -> str:
    try:
        found = industry_code(text)
    except SpoiledCodeError:
        raise InvalidValueError(f"« {text} » : le tableur a fait du code une date.", f"“{text}”: the spreadsheet made a date of the code.",
                    "Mettez la colonne en format texte et récrivez le code.", "Make the column text and write the code again.") from None  # fmt: skip
    several = len(re.findall(r"\b\d{3,6}\b", text)) > 1
    if found and not several:
        known = closest(found.code[:2] if "-" in found.code else found.code)
        if known and _deep_enough(known.code, found.code):
            return found.code
    if several:
        raise InvalidValueError(
            "il y a plusieurs codes.", "there are several codes.", "Gardez le principal.", "Keep the main one."
        )
    raise InvalidValueError(f"« {_short(text)} » n'est pas un code du SCIAN Canada 2017.", f"“{_short(text)}” is not a code of NAICS Canada 2017.",
                "Mettez de 2 à 6 chiffres, ou laissez la cellule vide.", "Give 2 to 6 digits, or leave the cell empty.")  # fmt: skip


def _deep_enough(known: str, code: str) -> bool:
    return len(code) == 2 or code == known if "-" in known else len(known) >= min(len(code), 4)


def _languages(text: str) -> str:
    found: list[str] = []
    for part in re.split(r"[;,/|&+]|\bet\b|\band\b|\n", fold(text)):
        word = " ".join(re.findall(r"[a-z]+", part))
        if not word:
            continue
        if word in _BOTH:
            found += ["fr", "en"]
        elif word in _LANGUAGES:
            found.append(_LANGUAGES[word])
        else:
            raise InvalidValueError(f"« {_short(part.strip())} » n'est pas une langue connue ici.", f"“{_short(part.strip())}” is not a language known here.",
                        "Exemple : fr, en.", "Example: fr, en.")  # fmt: skip
    return ";".join(dict.fromkeys(found))


def _one_language(text: str) -> str:
    found = _languages(text)
    return next((language for language in found.split(";") if language in ("fr", "en")), "")


def _kind(text: str) -> str:
    if kind := kind_called(text):
        return kind
    raise InvalidValueError(f"« {_short(text)} » n'est pas un genre d'organisation connu.", f"“{_short(text)}” is not a known kind of organisation.",
                f"Genres : {', '.join(both.fr for both in KINDS.values())}.", f"Kinds: {', '.join(both.en for both in KINDS.values())}.")  # fmt: skip


def _lines(text: str) -> str:
    lines = (re.sub(r"^\s*(?:[•▪·*–—-]\s+|\d{1,2}[.)]\s+)", "", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _tags(text: str) -> str:
    found = {fold(part.strip()): " ".join(part.split()) for part in re.split(r"[;,|\n]", text) if part.strip()}
    if any(len(tag) > 40 for tag in found.values()):
        raise InvalidValueError("une étiquette dépasse 40 caractères.", "a tag is over 40 characters.",
                    "Séparez les étiquettes par des virgules.", "Separate tags with commas.")  # fmt: skip
    return "; ".join(found.values())


def _date(raw: Any, text: str) -> str:
    if isinstance(raw, dt.date):  # a moment is one too
        return raw.isoformat()[:10]
    if re.fullmatch(r"[2-7]\d{4}(?:\.\d+)?", text):  # a spreadsheet's count of days
        return (dt.date(1899, 12, 30) + dt.timedelta(days=int(text[:5]))).isoformat()
    try:
        if whole := re.match(r"(\d{4})([-/. ]?)(\d{2})\2(\d{2})(?!\d)", text) or re.match(
            r"(\d{4})([-/. ])(\d{1,2})\2(\d{1,2})(?!\d)", text
        ):
            return dt.date(int(whole[1]), int(whole[3]), int(whole[4])).isoformat()
        if short := re.fullmatch(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", text):
            a, b = int(short[1]), int(short[2])
            if a <= 12 and b <= 12 and a != b:
                raise InvalidValueError(f"« {text} » peut se lire de deux façons.", f"“{text}” can be read in two ways.",
                            "Écrivez l'année, le mois, le jour : 2024-03-05.", "Write year, month, day: 2024-03-05.")  # fmt: skip
            return dt.date(int(short[3]), min(a, b) if a != b else a, max(a, b)).isoformat()
        words = re.findall(r"[a-z]+|\d+", fold(text))
        months = [_MONTHS[w] for w in words if w in _MONTHS]
        numbers = [int(re.sub(r"\D", "", w)) for w in words if w.isdigit()]
        years, days = [n for n in numbers if n > 31], [n for n in numbers if 0 < n <= 31]
        if len(months) == len(years) == len(days) == 1:
            return dt.date(years[0], months[0], days[0]).isoformat()
    except InvalidValueError:
        raise
    except ValueError:
        pass
    raise InvalidValueError(f"« {_short(text)} » n'est pas une date.", f"“{_short(text)}” is not a date.",
                "Écrivez l'année, le mois, le jour : 2024-03-05.", "Write year, month, day: 2024-03-05.")  # fmt: skip


_NUMBERS = frozenset({"phone", "contact_phone", "enterprise_number", "naics", "postal_code", "code", "extension"})
_MANY_LINES = frozenset({"offers_fr", "offers_en", "needs_fr", "needs_en", "tags"})

_READERS: dict[str, Callable[[str], str]] = {
    "email": _email, "website": _url, "source_url": _url, "postal_code": _postal_code, "phone": _phone, "contact_phone": _phone,
    "extension": _extension, "enterprise_number": _enterprise_number, "naics": _naics, "languages": _languages,
    "contact_language": _one_language, "kind": _kind, "tags": _tags,
    "offers_fr": _lines, "offers_en": _lines, "needs_fr": _lines, "needs_en": _lines,
}  # fmt: skip
