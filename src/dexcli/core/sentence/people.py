"""Who is meant by the names in a sentence: one person, several, or nobody here."""

from collections.abc import Iterator

from msgspec import Struct

from dexcli.core import names, vocabulary
from dexcli.core.contact import Contact
from dexcli.core.ledger import Ledger
from dexcli.core.roster import Kind
from dexcli.core.sentence.board import PARTICLES, Board, Role

_STOP = vocabulary.bag("""
at chez à au aux a about in on over for during after before to from by then when
while because who in pour dans sur en apres pendant chez par puis quand qui ou où dont lors via
until since near without sans""")
_WHERE = vocabulary.bag("at chez à au aux in on")
_AFTERWARDS = vocabulary.bag("""
is was are were has had will would can could said says told tells got gets
est etait sont va veut a ai dit disait sera aura this that again too also together about all both
aussi encore ensemble tous ce cette""")
_CLAUSE = vocabulary.bag("a who qui when while because then quand to")
_OURS = vocabulary.bag("my our his her their mon ma mes notre nos son sa ses leur leurs")
_COMMON = vocabulary.bag("""
may will rose mark grace hope faith joy art bill frank june april august dawn summer iris ivy pat
penny ray rob sue victor wade amber angel chance chase clay daisy dean drew earl eve gene guy heath
holly jack jade lance lily max mercy misty nick olive pearl pierce rich robin ruby sandy skip stew
sunny terry van violet clement prudence constance aime pierre marin blanche claire france
marguerite colombe celeste parfait victoire noel avril mai reine franc gui lou loup ange bonnie
carol christian crystal destiny dolly don forest ginger harmony jean josh lane major melody miles
minnie norm patience page reed rod rusty saint star tiffany tony trinity
""")
_TITLES = vocabulary.bag("mr mrs ms miss dr prof m mme mlle uncle aunt aunty oncle tante")
_BOTH = vocabulary.bag("both also just even the le la les l' d'")
_MOST_OF_KIN = 3  # words: "her older sister"
_OUR_FRIEND = 2  # words before the name: "my friend ada"
_SHORTEST = 3  # letters of a start of a name that may be meant


class Named(Struct, frozen=True):
    """A name in a sentence and who may be meant: exactly one, several, or nobody."""

    text: str
    who: tuple[Contact, ...] = ()
    is_sure: bool = False

    @property
    def handle(self) -> str:
        """The one who is meant for certain, or nothing."""
        return self.who[0].handle if self.is_sure else ""


def named(text: str, ledger: Ledger) -> Named:
    """Return who a name means: exactly a handle, an e-mail, a name; else a word of a name.

    The start of one is no certainty. The archived and the dead only by an exact
    name.
    """
    if exact := exactly(text, ledger):
        return Named(text, exact, is_sure=len(exact) == 1)
    for spelled in _hyphened(text):
        if exact := exactly(spelled, ledger):
            return Named(text, exact, is_sure=len(exact) == 1)
    asked = names.asked(text)
    if not asked or asked in PARTICLES:
        return Named(text)
    words = _active(ledger.roster.starting(Kind.NAMES, f"{asked} "), ledger)
    if words:
        return Named(text, words, is_sure=len(words) == 1)
    if len(asked) < _SHORTEST:
        return Named(text)
    return Named(text, _active(ledger.roster.starting(Kind.NAMES, asked), ledger))


def _hyphened(text: str) -> Iterator[str]:
    """Yield a name with its hyphens typed as blanks, and each blank as a hyphen."""
    if "-" in text:
        yield text.replace("-", " ")
    words = text.split()
    for place in range(len(words) - 1):
        yield " ".join([*words[:place], "-".join(words[place : place + 2]), *words[place + 2 :]])


def exactly(text: str, ledger: Ledger) -> tuple[Contact, ...]:
    """Return who has exactly this handle, e-mail address, name or alias."""
    if text.lower() in ledger.contacts:
        return (ledger.contacts[text.lower()],)
    folded, asked = names.fold(text), names.asked(text)
    whose = (folded and ledger.roster.exact(Kind.EMAILS, folded)) or (
        asked and ledger.roster.exact(Kind.NAMES, asked)
    )
    found = [ledger.contacts[handle] for handle in sorted(whose or ())]
    return tuple([each for each in found if each.is_active] or found)


class Crowd:
    """The people of a sentence, as they are found on its board."""

    def __init__(self, board: Board, ledger: Ledger) -> None:
        self.found: list[tuple[int, Named]] = []
        self.ledger = ledger
        self._board = board

    def is_name(self, start: int, end: int) -> bool:
        """Whether these words begin as a name does and are one, or a word of one."""
        if not self._board.tokens[start].is_capital:
            return False
        return named(self._board.text(start, end), self.ledger).is_sure

    def take_list(self, place: int, limit: int | None = None) -> int:
        """Take names from here on, parted by commas and "and"; return where they end."""
        board, end = self._board, len(self._board) if limit is None else limit
        is_first, after_comma = True, False
        while place < end:
            start = place
            while place < end and self._is_link(place):
                place += 1
            if place >= end or not board.is_free(place):
                return start
            stop = self._end_of_part(place, end)
            if not self.take_part(place, stop, whole=after_comma and not is_first):
                if not self._is_kin(place, stop):
                    return start if not is_first else place
                after_comma = "," in board.tokens[stop - 1].tail
                place, is_first = stop, False
                continue
            board.mark(start, place, Role.GLUE)
            after_comma = "," in board.tokens[stop - 1].tail
            place, is_first = stop, False
            if place < end and not after_comma and not self._is_link(place):
                return place
        return place

    def take_known(self, start: int) -> int:
        """Take whoever is named from here on and known; return where to go on."""
        board, place = self._board, start
        while place < len(board) and (board.is_free(place) or self._is_link(place)):
            if self._is_link(place):
                place += 1
                continue
            stop = self._end_of_part(place, len(board))
            if stop == place or not self.take_part(place, stop, known=True):
                return max(stop, start + 1)
            if place > start:
                board.mark(start, place, Role.GLUE) if all(
                    self._is_link(p) for p in range(start, place)
                ) else None
            start = place = stop
        return max(place, start + 1)

    def take_part(self, start: int, end: int, *, whole: bool = False, known: bool = False) -> bool:
        """Take the name in these words, and say whether there is one.

        With ``whole`` nothing may follow it: behind a comma, "Ada is moving"
        names nobody who was there. With ``known`` nobody new is looked for.
        """
        board = self._board
        if start >= end:
            return False
        if all(t.plain in vocabulary.PRONOUNS for t in board.tokens[start:end]):
            board.mark(start, end, Role.GLUE)
            return True
        span = self._capitals(start, end) or self._small(start, end, known=known)
        if span is None or (whole and (span[1] != end or self._goes_on(end))):
            return False
        first, last, who = span
        if known and not who.who:
            return False
        self._take(first, last, who)
        return True

    def _take(self, first: int, last: int, who: Named) -> None:
        self._board.mark(first, last, Role.PERSON)
        self.found.append((first, who))

    def _is_kin(self, start: int, end: int) -> bool:
        """Whether these words say who else was there without a name: "her mother"."""
        size = end - start
        return 1 < size <= _MOST_OF_KIN and self._board.tokens[start].plain in _OURS

    def _goes_on(self, place: int) -> bool:
        """Whether a clause goes on here: "Ada, who", "Ada a dit"."""
        board = self._board
        return board.is_free(place) and board.tokens[place].plain in _CLAUSE

    def _is_link(self, place: int) -> bool:
        token = self._board.tokens[place]
        word = token.core if token.core in vocabulary.AND else token.plain
        return self._board.is_free(place) and (word in vocabulary.AND or token.core == ",")

    def _end_of_part(self, start: int, end: int) -> int:
        """Return where the words that may be one name end."""
        board = self._board
        for place in range(start, end):
            token = board.tokens[place]
            is_stop = token.plain in (_STOP if place > start else _WHERE) | vocabulary.WITH
            if not board.is_free(place) or self._is_link(place) or is_stop:
                return place
            if token.tail and not (token.tail == "." and token.plain in _TITLES):
                return place + 1
        return end

    def _capitals(self, start: int, end: int) -> tuple[int, int, Named] | None:
        """Return the first run of capitalised words that names somebody, known or not."""
        board, place = self._board, start
        while place < end:
            token = board.tokens[place]
            is_none = token.plain in vocabulary.PRONOUNS | _TITLES
            if is_none or not (token.is_capital or "@" in token.core):
                place += 1
                continue
            last = self._end_of_run(place, end)
            is_whose = any(t.is_whose for t in board.tokens[place:last])
            if is_whose or not self._introduces(start, place):
                place = last
                continue
            for stop in range(end, last, -1):  # "Ada lovelace": a name may go on in small letters
                if who := exactly(board.text(place, stop), self.ledger):
                    return place, stop, Named(board.text(place, stop), who, len(who) == 1)
            found = named(board.text(place, last), self.ledger)
            if last < end and board.tokens[last].lead and board.tokens[last].is_capital:
                found = Named(found.text, found.who)  # "Bob (Dylan)" may be another
            return place, last, found
        return None

    def _introduces(self, start: int, end: int) -> bool:
        """Whether a name may follow these words: "my friend", "Mrs", but not "someone called"."""
        before = [token.plain for token in self._board.tokens[start:end]]
        if not before or before[-1] in vocabulary.OF:
            return not before
        return before[0] in _OURS or all(word in _TITLES | _BOTH for word in before)

    def _end_of_run(self, start: int, end: int) -> int:
        last = start + 1
        for place in range(start + 1, end):
            token = self._board.tokens[place]
            if token.lead:
                break
            if token.is_capital and token.plain not in vocabulary.PRONOUNS:
                last = place + 1
            elif token.plain not in PARTICLES:
                break
        return last

    def _small(self, start: int, end: int, *, known: bool) -> tuple[int, int, Named] | None:
        """Return who is named in small letters, from the first word on."""
        board = self._board
        if board.tokens[start].plain in _OURS and end - start > _OUR_FRIEND:
            start = end - 1  # "my friend ada"
        if start < end and any(token.is_whose for token in board.tokens[start:end]):
            return None
        for stop in range(end, start, -1):
            text = board.text(start, stop)
            who = named(text, self.ledger)
            if not who.who or not (who.is_sure or len(who.who) > 1 or stop == end):
                continue
            word = board.tokens[start].plain
            if stop - start == 1 and known and word in _COMMON | vocabulary.KINDS.keys():
                return None
            if who.is_sure and not self._ends(stop) and not self._is_exact(text, stop, end):
                return start, end, Named(board.text(start, end), who.who)  # may be another Ada
            return start, stop, who
        return None

    def _is_exact(self, text: str, stop: int, end: int) -> bool:
        """Whether a whole name stands here, and the next word can't go on with it."""
        follows = stop < end and self._board.tokens[stop].plain
        return bool(" " in text or "-" in text or "@" in text) or not follows

    def _ends(self, place: int) -> bool:
        """Whether a name before this place is over there."""
        board = self._board
        if place >= len(board) or not board.is_free(place) or board.tokens[place - 1].tail:
            return True
        word = board.tokens[place].plain
        over = _STOP | _AFTERWARDS | vocabulary.AND | vocabulary.WITH | vocabulary.PRONOUNS
        return word in over or word.endswith("ing") or word in vocabulary.VERBS


def _active(handles: set[str], ledger: Ledger) -> tuple[Contact, ...]:
    found = (ledger.contacts[handle] for handle in sorted(handles))
    return tuple(contact for contact in found if contact.is_active)
