"""Four networks that know the same people, each a little otherwise; who is who is known.

People of Central European names, families among them, and fathers and sons of one
name. LinkedIn, Google, a phone's cards and Facebook each know a part of them, with
slips of the finger, titles, short forms and turned names; families share an address
and a telephone. As the importers would bring them: a contact for each.
"""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations

from msgspec.structs import replace

from dexcli.core.contact import Contact
from dexcli.core.dates import PartialDate

PEOPLE = 415
NETWORKS = {"linkedin": 0.55, "google": 0.6, "vcard": 0.5, "facebook": 0.6}
_MEN_TEXT = """\
    Adalbert Alexander Alfred Anton Artur August Bernhard Bohumil Bruno Daniel Dezső Eduard Egon
    Emil Emmerich Erich Ernst Eugen Felix Ferdinand Franz Friedrich Fritz Georg Gottfried Gustav
    Heinrich Hermann Hugo Ignaz Isidor Jakob Jaroslav Johann Josef Julius Karl Konrad Leo Leopold
    Ludwig Max Moritz Oskar Otto Paul Peter Philipp Rainer Raimund Richard Robert Rudolf Siegfried
    Sigmund Stefan Theodor Viktor Walter Wenzel Wilhelm Wladimir Zdeněk"""
_MEN = _MEN_TEXT.split()
_WOMEN_TEXT = """\
    Adele Agnes Alma Amalie Anna Auguste Berta Charlotte Clara Dora Elisabeth Ella Else Emma
    Eugenie Franziska Friederike Gisela Grete Gusti Hedwig Helene Henriette Hermine Ida Ilona Irene
    Johanna Josefine Julie Karoline Katharina Leonie Lili Lotte Luise Margarete Maria Marianne
    Martha Mathilde Minna Olga Ottilie Paula Rosa Sidonie Sophie Stefanie Therese Wilhelmine"""
_WOMEN = _WOMEN_TEXT.split()
_BEGINNINGS_TEXT = """\
    Altm Bachr Bernh Blum Brand Cern Dvor Ehrl Feld Fischh Frank Goldb Grünw Haberl Hirschf
    Hofb Horv Jell Kalm Katz Kohnst Kraus Lederm Lindn Löwent Mautn Menk Nagelst Neum Novot
    Oppenh Pollatsch Prohask Rosenbl Schallm Schönb Seligm Sonnent Steinh Strass Tauss Ullm Vesel
    Wassilk Weinb Wertheimst Zemlinsk Zuckerk"""
_BEGINNINGS = _BEGINNINGS_TEXT.split()
_ENDS_TEXT = "er mann thal eimer ek ovsky acher inger stein berg ák hauser ein ler ner auer"
_ENDS = _ENDS_TEXT.split()
_PLAIN_TEXT = "Müller Novák Weiss Huber Mayer Schwarz Horváth Bauer Fuchs Kohn"
_PLAIN = _PLAIN_TEXT.split()
_SHORT = {
    "Alexander": "Sascha", "Anton": "Toni", "Elisabeth": "Lisl", "Ferdinand": "Ferdi",
    "Franz": "Franzl", "Friedrich": "Fritz", "Georg": "Schorsch", "Hedwig": "Hedy",
    "Heinrich": "Heinz", "Johann": "Hans", "Josef": "Sepp", "Katharina": "Kathi",
    "Leopold": "Poldi", "Ludwig": "Louis", "Margarete": "Gretl", "Maria": "Mizzi", "Max": "Maxl",
    "Richard": "Dick", "Robert": "Bob", "Rudolf": "Rudi", "Stefanie": "Steffi", "Theodor": "Theo",
    "Therese": "Resi", "Viktor": "Victor", "Wilhelm": "Willi",
}  # fmt: skip
_FIRMS_TEXT = "Burg Donau Globus Merkur Orion Panther Phönix Saturn Steyr Tatra Urania Vulkan"
_FIRMS = _FIRMS_TEXT.split()
_EMPLOYERS = [f"{name} {kind}" for name in _FIRMS for kind in ("Verlag", "GmbH", "Werke", "Bank")]
_CITIES = ["Wien", "Prag", "Budapest", "Graz", "Brünn", "Lemberg", "Triest", "Pressburg"]
_TITLES = ["Dr. ", "Prof. ", "Dipl.-Ing. ", "Mag. "]


@dataclass(frozen=True)
class Human:
    """Somebody as they are."""

    number: int
    given: tuple[str, ...]
    family: str
    maiden: str
    email: str
    phone: str
    employer: str
    city: str
    born: PartialDate
    house: int


@dataclass(frozen=True)
class World:
    """All contacts of all networks, and who each is."""

    contacts: list[Contact] = field(default_factory=list)
    who: dict[str, int] = field(default_factory=dict)

    @property
    def pairs(self) -> set[frozenset[str]]:
        """All two contacts that are one person."""
        found: dict[int, list[str]] = {}
        for handle, number in self.who.items():
            found.setdefault(number, []).append(handle)
        return {frozenset(two) for there in found.values() for two in combinations(there, 2)}


def made(seed: int, people: int = PEOPLE, slips: float = 1.0) -> World:
    """Return a world that this seed makes; ``slips`` scales how often something is wrong."""
    chance = random.Random(seed)  # noqa: S311 - a test's data, the same each time
    world = World()
    for human in humans(chance, people):
        for network, share in NETWORKS.items():
            if chance.random() < share:
                handle = f"{network}-{len(world.contacts)}"
                world.contacts.append(_known_as(human, network, handle, chance, slips))
                world.who[handle] = human.number
    return world


def humans(chance: random.Random, people: int) -> list[Human]:
    """Return so many people, a third of whom have relatives."""
    found: list[Human] = []
    while len(found) < people:
        common = chance.random() < 0.1
        family = chance.choice(_PLAIN) if common else (
            f"{chance.choice(_BEGINNINGS)}{chance.choice(_ENDS)}")  # fmt: skip
        size = chance.choice([1, 1, 1, 1, 2, 3, 4])
        house = len(found)
        father_s = _given(chance)
        for place in range(size):
            is_junior = place == 1 and chance.random() < 0.04
            given = father_s if place == 0 or is_junior else _given(chance)
            alike = {each.given for each in found if each.family == family}
            if is_junior or given not in alike:
                called = f"{family} jun." if is_junior and chance.random() < 0.5 else family
                found.append(_human(len(found), given, called, house, chance))
    return found[:people]


def _given(chance: random.Random) -> tuple[str, ...]:
    names = _WOMEN if chance.random() < 0.4 else _MEN
    return tuple(chance.sample(names, 2 if chance.random() < 0.12 else 1))


def _human(
    number: int, given: tuple[str, ...], family: str, house: int, chance: random.Random
) -> Human:
    is_married = given[0] in _WOMEN and chance.random() < 0.3
    domain = chance.choice(["example.org", "example.com", "example.net", "mail.example"])
    local = f"{_plain(given[0])}.{_plain(family.split(maxsplit=1)[0])}".lower()
    unlike = chance.choice(["", str(number), f"{number % 90 + 10}"])
    return Human(
        number,
        given,
        family,
        f"{chance.choice(_BEGINNINGS)}{chance.choice(_ENDS)}" if is_married else "",
        f"{local}{unlike or number}@{domain}",
        f"+43 {chance.choice([660, 664, 676, 699])} {chance.randrange(10**6, 10**7)}",
        chance.choice(_EMPLOYERS),
        chance.choice(_CITIES),
        PartialDate(
            year=chance.randrange(1930, 2005),
            month=chance.randrange(1, 13),
            day=chance.randrange(1, 29),
        ),
        house,
    )


def _known_as(
    human: Human, network: str, handle: str, chance: random.Random, slips: float
) -> Contact:
    name, aliases = _name(human, network, chance, slips)
    known = Contact(name=name, aka=aliases, handle=handle, sources=(f"{network}:{handle}",))
    if network == "facebook":
        return known
    at_home = chance.random() < 0.25
    email = f"familie{human.house}@example.org" if at_home else human.email
    phone = f"+43 1 {5800000 + human.house}" if at_home else human.phone

    def some(share: float, key: str, value: object) -> dict[str, object]:
        return {key: value} if chance.random() < share else {}

    told: dict[str, object] = {}
    match network:
        case "linkedin":
            slug = f"https://www.linkedin.com/in/{_plain(human.family.split()[0]).lower()}-{human.number}"
            told |= {"accounts": {"linkedin": slug}, "title": "Direktor"}
            told |= some(0.2, "emails", (email,)) | some(0.8, "org", human.employer)
        case "google":
            told |= some(0.75, "emails", (email,)) | some(0.5, "phones", (phone,))
            told |= some(0.25, "org", human.employer) | some(0.25, "birthday", human.born)
        case _:
            written = phone if chance.random() < 0.6 else phone.replace("+43 ", "0")
            told |= some(0.4, "emails", (email,)) | some(0.8, "phones", (written,))
            told |= some(0.4, "city", human.city) | some(0.25, "birthday", human.born)
    return replace(known, **told)


def _name(
    human: Human, network: str, chance: random.Random, slips: float
) -> tuple[str, tuple[str, ...]]:
    def happens(share: float) -> bool:
        return chance.random() < share * slips

    given, family = _given_as(human, chance, slips), human.family
    if happens(0.05):
        first, *rest = family.split()
        family = " ".join([_slip(first, chance), *rest])
    aliases: tuple[str, ...] = ()
    if human.maiden and network == "facebook" and happens(0.5):
        family = f"{family}-{human.maiden}"
    elif human.maiden and happens(0.3):
        aliases = (f"{given} {human.maiden}",)
    spoken = f"{given} {family}"
    if happens(0.05):
        spoken = f"{family} {given}"
    elif happens(0.02):
        spoken = f"{family}, {given}"
    elif happens(0.05):
        spoken = f"{chance.choice(_TITLES)}{spoken}"
    return (_plain(spoken) if happens(0.05) else spoken), aliases


def _given_as(human: Human, chance: random.Random, slips: float) -> str:
    given = list(human.given)
    if len(given) > 1 and chance.random() < 0.4 * slips:
        given.pop()
    kinds: list[Callable[[], str]] = [
        lambda: given[0],
        lambda: _SHORT.get(given[0], given[0]),
        lambda: f"{given[0][0]}.",
        lambda: _slip(given[0], chance),
    ]
    weights = [1 - 0.12 * slips, 0.05 * slips, 0.02 * slips, 0.05 * slips]
    given[0] = chance.choices(kinds, weights)[0]()
    return " ".join(given)


def _slip(word: str, chance: random.Random) -> str:
    """Return a word with one letter missing, doubled, swapped or another."""
    if len(word) < 4:
        return word
    at = chance.randrange(1, len(word) - 1)
    kinds: list[Callable[[], str]] = [
        lambda: word[:at] + word[at + 1 :],
        lambda: word[:at] + word[at] + word[at:],
        lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        lambda: word[:at] + chance.choice("aeinrst") + word[at + 1 :],
    ]
    return chance.choices(kinds, [3, 3, 3, 1])[0]()


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(each for each in letters if not unicodedata.combining(each))
