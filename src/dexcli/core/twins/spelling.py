"""Names as they are compared for being one person's: words without titles, in every spelling."""

import functools
import re
import unicodedata

from msgspec import Struct

from dexcli.core import names

MOST_WORDS = 6  # of a name; what stands behind them tells nobody apart
_MOST_SPELLINGS = 8  # of one person; somebody with a hundred aliases costs no more
_TITLES_TEXT = """\
    dr dres prof professor univ doz dozent dipl dkfm phd mba msc llm cpa cfa pmp md esq dds dphil
    habil hofrat kommerzialrat herr frau fraulein mr mrs ms miss mister madame mme mlle monsieur
    von vom van der den de del della di da du des la le los las zu zum zur af av of the"""
_TITLES = frozenset(_TITLES_TEXT.split())
_RANKS_TEXT = """\
    mag magister ing ingenieur sir dame lord lady freiherr freiherrn freifrau baron baronin
    baroness graf grafin furst furstin ritter edler edle"""
_RANKS = frozenset(_RANKS_TEXT.split())
_OFFICES_TEXT = """\
    verlag redaktion theater gesellschaft gmbh ag verein club komitee firma museum buhne film
    institut universitat university bank hotel restaurant ltd inc company press books agency office
    school schule praxis ordination klinik hospital service services team group"""
OFFICES = frozenset(_OFFICES_TEXT.split())
_FACULTY = re.compile(r"\bdr\b[. ]+(?:(?:h\.? ?c|med|phil|jur|iur|rer|nat|pol|techn|ing)\b[. ]*)+")
_GENERATIONS = {
    "sen": "sen", "senior": "sen", "sr": "sen", "pere": "sen",
    "jun": "jun", "junior": "jun", "jr": "jun", "fils": "jun", "ii": "jun", "iii": "iii",
}  # fmt: skip
_ELDER = re.compile(r"\bd\. ?(?:a|ae)\.?(?=\W|$)")  # "d. Ä.", the elder
_YOUNGER = re.compile(r"\bd\. ?j\.?(?=\W|$)")
_BORN = re.compile(r"\b(?:n[ée]e|geb|geborene|born|roz|ehem|formerly)\b[. ]*", re.IGNORECASE)
_ASIDE = re.compile(r"\(([^()]*)\)|[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
_NO_NAME = re.compile(r"\S+@\S+|[-+\d ()./]+")
_SAME_SOUND = (
    ("sch", "s"), ("ch", "h"), ("ck", "k"), ("ph", "f"), ("th", "t"), ("dt", "t"), ("tz", "z"),
    ("ts", "z"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ie", "i"), ("c", "k"), ("y", "i"),
    ("j", "i"), ("w", "v"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_NO_LETTER = re.compile(r"[^a-z0-9]+")
_UNSEEN = frozenset({"So", "Sk", "Cf", "Co", "Cs"})  # of Unicode: emoji, modifiers, marks of order
_APOSTROPHES = re.compile(r"['’ʼ`´]")


class Spelling(Struct, frozen=True):
    """One spelling of a name: its words in the order they are spoken, and all letters of them."""

    words: tuple[str, ...]
    tight: str
    generation: str = ""


def of_all(spelled: tuple[str, ...]) -> tuple[Spelling, ...]:
    """Return the spellings of somebody's name and aliases, each once.

    An alias of one word ("Bob") stands for the given name too: "Bob Smith".
    """
    found = {each.tight: each for name in spelled[:1] for each in of(name)}
    first = next(iter(found.values()), None)
    for alias in spelled[1:_MOST_SPELLINGS]:
        for each in of(alias):
            found.setdefault(each.tight, each)
            if first is not None and len(each.words) == 1 < len(first.words):
                called = _spelling((each.words[0], first.words[-1]), first.generation)
                found.setdefault(called.tight, called)
    return tuple(found.values())[:_MOST_SPELLINGS]


@functools.lru_cache(maxsize=65536)
def of(name: str) -> tuple[Spelling, ...]:
    """Return what a name says: one spelling, or more where it has a maiden or a call name.

    "Ada King (née Byron)" is also "Ada Byron"; 'Robert "Bob" Smith' is also "Bob
    Smith". A name that is an e-mail address or a number is none.
    """
    text = _readable(name)
    if _NO_NAME.fullmatch(text):
        return ()
    asides = [part for pair in _ASIDE.findall(text) for part in pair if part]
    if not OFFICES.isdisjoint(names.word_list(text)):  # "S. Fischer (Verlag)" is no Samuel
        text, asides = re.sub(r"[()\"]", " ", text), []
    bare, *born = _BORN.split(_ASIDE.sub(" ", text))
    main, generation = _words(bare)
    found = [main]
    for aside in (*born, *asides):
        words, told = _words(_BORN.sub("", aside))
        generation = generation or told
        if words and main:
            found.append((*main[:-1], *words) if len(words) == 1 else words)
            if aside in asides and len(words) == 1 < len(main):
                found.append((*words, main[-1]))
    made = {each.tight: each for words in found if (each := _spelling(words, generation)).tight}
    return tuple(made.values())


def is_sound_alike(one: str, other: str) -> bool:
    """Return whether two words are spoken nearly alike: "Rudolph" and "Rudolf"."""
    return sound(one) == sound(other)


@functools.lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """Return a word with one letter for what is spoken alike."""
    for written, spoken in _SAME_SOUND:
        word = word.replace(written, spoken)
    return _DOUBLED.sub(r"\1", word)


def _readable(name: str) -> str:
    """Return a name without emoji and signs that nobody sees."""
    text = name.replace("&", " and ")
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = "".join(c for c in text if unicodedata.category(c) not in _UNSEEN)
    return " ".join(text.split())


def _words(text: str) -> tuple[tuple[str, ...], str]:
    """Return the words of a name without titles and particles, and whether it is a junior's."""
    plain = _APOSTROPHES.sub("", names.fold(text))
    plain = _FACULTY.sub(" ", plain)
    generation = "sen" if _ELDER.search(plain) else "jun" if _YOUNGER.search(plain) else ""
    plain = names.natural(_YOUNGER.sub(" ", _ELDER.sub(" ", plain)).strip(" ,"))
    every = [word for word in _NO_LETTER.split(plain) if word]
    told = [_GENERATIONS[word] for word in every if word in _GENERATIONS]
    rest = [word for word in every if word not in _GENERATIONS]
    bare = [word for word in rest if word not in _TITLES] or rest
    called = [word for word in bare if word not in _RANKS]
    bare = called if len(called) > 1 else bare
    return tuple(bare[:MOST_WORDS]), generation or "".join(told[:1])


def _spelling(words: tuple[str, ...], generation: str) -> Spelling:
    return Spelling(words, "".join(words), generation)
