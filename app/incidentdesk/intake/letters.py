"""How often letters beyond ASCII come in languages: what tells one old encoding from another.

For each alphabet its letters from frequent to rare, as in running text. Two decodings of the same bytes
differ in how likely their letters are: E8 E9 is "èé" (French) or "čé" (Czech, where í and á are never far).
"""

from __future__ import annotations

import math
import re
from collections import Counter

_WESTERN = {
    "French": "éàèêçôûîâùœïëÉÀÈÊÇ",
    "German": "üäößÜÖÄé",
    "Spanish": "óíáéñúü¿¡ÓÍÁÉÑ",
    "Portuguese": "ãçáéíóõâêúôàÃÇÁÉ",
    "Italian": "èàùòìéÈÀ",
    "Swedish and Finnish": "äåöéÄÅÖ",
    "Danish and Norwegian": "åøæéÅØÆ",
    "Icelandic": "áíóæúéöðþýÁÞ",
    "Dutch": "ëéïèöü",
}
_CENTRAL = {
    "Polish": "łąęóśćżźńŁŚŻĆÓ",
    "Czech and Slovak": "íáěéčřžýšůúťňďóľĺŕôäŽŠČŘÚ",
    "Hungarian": "áéöóüőíűúÁÉÖ",
    "Croatian and Slovene": "šžčćđŠŽČ",
    "Romanian": "ăîâşţșțÎŞŢ",
}
_BALTIC = {"Lithuanian": "ėąšžįųūęčŠŽ", "Latvian": "āīēšļņūžķģčĀŠ", "Estonian": "äõöüšžÄÕÖÜ"}
_TURKISH = {"Turkish": "ıüşçğöİâîŞÇÖÜĞ"}
_RUSSIAN = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё"
_UKRAINIAN = "оаинвіртеслкудмпзяьбгйчхїцжєшюфщґ"
_CYRILLIC = {
    "Russian": _RUSSIAN + _RUSSIAN.upper() + "№",
    "Ukrainian": _UKRAINIAN + _UKRAINIAN.upper(),
}
_GREEK = {"Greek": "αοιετσνηυρπκμλςωγδχθφβξζψίόάέήύώϊϋΑΟΙΕΤΣΝΗΡΠΚΜΛΔΓ"}
_HEBREW = {"Hebrew": "יוהלאמתרבשנםעקדחפצטגכסזןץךף"}
_ARABIC = {"Arabic": "اليمونرتبةعدسفهكقأحجشطصىخإذثغئضءآظؤ،؟"}
_LATIN = _WESTERN | _CENTRAL | _BALTIC | _TURKISH

SINGLE_BYTE: dict[str, tuple[float, dict[str, str]]] = {
    "cp1252": (0.0, _WESTERN),
    "cp1250": (-1.0, _CENTRAL | _WESTERN),
    "iso8859_2": (-2.0, _CENTRAL | _WESTERN),
    "cp1254": (-0.5, _TURKISH),
    "cp1257": (-1.5, _BALTIC),
    "cp850": (-3.0, _WESTERN),
    "mac_roman": (-3.0, _WESTERN),
    "cp852": (-4.0, _CENTRAL),
    "cp1251": (-1.0, _CYRILLIC),
    "koi8_r": (-1.5, _CYRILLIC),
    "koi8_u": (-2.0, _CYRILLIC),
    "iso8859_5": (-2.0, _CYRILLIC),
    "cp866": (-2.0, _CYRILLIC),
    "cp855": (-3.0, _CYRILLIC),
    "cp1253": (-1.0, _GREEK),
    "cp1255": (-1.0, _HEBREW),
    "cp1256": (-1.0, _ARABIC),
    "latin_1": (-6.0, _WESTERN),
}
"""Encodings of one byte a sign, with how much less likely each is from the start, and its alphabets."""

MULTI_BYTE = ("gb18030", "big5", "cp932", "euc_jp", "cp949")
"""Encodings of two bytes a sign, in which Chinese, Japanese and Korean are written."""

_COMMON_SIGNS = frozenset("\u2018\u2019\xb4“”„–—…€«»°·•§©®™²³×\xa0±½£")
_SIGN, _STRANGE, _SELDOM = math.log(0.03), math.log(1e-5), math.log(0.05)
_SIGN_IN_WORD = re.compile(r"[^\W\d_][^\w\s\x00-\x7f\u2019·\xad](?=[^\W\d_])")
_LATIN_PAIR = re.compile(r"[^\W\d_a-zA-Z](?=[^\W\d_a-zA-Z])")
_MIXED = re.compile(r"[a-zA-Z](?=[^\W\d_a-zA-Z])|[^\W\d_a-zA-Z](?=[a-zA-Z])")
_LONELY = re.compile(
    r"(?<=[a-zA-Z])[\u2e80-\uffff](?![\u2e80-\uffff])|(?<![\u2e80-\uffff])[\u2e80-\uffff](?=[a-zA-Z])"
)
_LATIN_CHECK = frozenset("".join(_LATIN.values()))


def _weights(letters: str) -> dict[str, float]:
    """The logarithm of each letter's share; each is some seven eighths of the one before, at first less."""
    raw = [1 / (rank + 1.5) for rank in range(len(letters))]
    return {letter: math.log(one / sum(raw)) for letter, one in zip(letters, raw, strict=True)}


_TABLES = {
    letters: _weights(letters) for _prior, tables in SINGLE_BYTE.values() for letters in tables.values()
}


def likelihood(text: str, encoding: str) -> float:
    """The logarithm of how likely the signs of ``text`` beyond ASCII are, read in ``encoding``.

    Only comparable for decodings of the same bytes.
    """
    if encoding in MULTI_BYTE:
        return _east_asian(text, encoding)
    prior, alphabets = SINGLE_BYTE[encoding]
    counts = Counter(char for char in text if char > "\x7f")
    best = max(
        sum(count * _one(char, _TABLES[letters]) for char, count in counts.items())
        for letters in alphabets.values()
    )
    latin = any(letters[0] in _LATIN_CHECK for letters in alphabets.values())
    odd = len((_LATIN_PAIR if latin else _MIXED).findall(text)) + len(_SIGN_IN_WORD.findall(text))
    return prior + best + odd * _SELDOM


def _one(char: str, weights: dict[str, float]) -> float:
    known = weights.get(char)
    if known is not None:
        return known
    return _SIGN if char in _COMMON_SIGNS else _STRANGE


def _east_asian(text: str, encoding: str) -> float:
    counts = Counter(char for char in text if char > "\x7f")
    likely = sum(count * math.log(_share(char, encoding)) for char, count in counts.items())
    return likely + len(_LONELY.findall(text)) * _SELDOM - 3.0


def _share(char: str, encoding: str) -> float:
    """How common ``char`` is in what is written in ``encoding``."""
    kana, hangul = "\u3040" <= char <= "\u30ff", "\uac00" <= char <= "\ud7a3"
    if kana:
        return 0.5 if encoding in {"cp932", "euc_jp"} else 0.005
    if hangul:
        return 0.6 if encoding == "cp949" and _lead(char, "euc_kr") else 0.001
    if "\uff00" <= char <= "\uff60" or "\u3000" <= char <= "\u303f":
        return 0.1
    if "\uff61" <= char <= "\uff9f":
        return 0.0005
    if not "\u4e00" <= char <= "\u9fff":
        return 0.0005
    ranges = {
        "gb18030": ("gb2312", 0xB0, 0xD7, 0.3),
        "big5": ("big5", 0xA4, 0xC6, 0.3),
        "cp932": ("shift_jis", 0x88, 0x97, 0.15),
        "euc_jp": ("euc_jp", 0xB0, 0xCF, 0.15),
        "cp949": ("euc_kr", 0xCA, 0xFD, 0.002),
    }
    basic, first, last, share = ranges[encoding]
    return share if first <= _lead(char, basic) <= last else 0.003 if _lead(char, basic) else 0.0001


def _lead(char: str, encoding: str) -> int:
    try:
        written = char.encode(encoding)
    except UnicodeEncodeError:
        return 0
    return written[0] if len(written) == 2 else 0  # EUC-KR also spells rare syllables in eight bytes
