"""The words by which a sentence about a meeting is known, in English and French.

All as `names.fold` has them: lower case, without accents.
"""

from collections.abc import Sequence

from dexcli.core import names
from dexcli.core.contact import DEFAULT_KIND

WITH = frozenset({"with", "avec", "w/"})
AND = frozenset({"and", "et", "&", "+", "plus"})
I_DID = frozenset({"i", "i've", "i'd", "we", "we've", "je", "j'ai", "j'avais", "nous", "on"})
MYSELF = frozenset({"me", "us", "myself", "moi", "nous", "m'a", "m'ont"})
THEY = frozenset({"he", "she", "they", "him", "them", "il", "elle", "ils", "elles"})
PRONOUNS = I_DID | MYSELF | THEY
_OF = """
of for from than like without via by to de d' du des pour sans comme contre qu' que l' par
"""
OF = frozenset(_OF.split())
AUXILIARIES = frozenset({
    "had", "have", "has", "having", "went", "did", "got", "took", "grabbed", "shared", "enjoyed",
    "spent",
    "made", "was", "were", "been", "are", "just", "played", "watched", "attended", "drank", "for",
    "came",
    "ai", "as", "a", "avons", "avait", "avions", "ont", "fait", "faisait", "pris", "bu", "eu",
    "partage", "suis", "sommes", "etions", "etais", "alle", "alles", "allee", "allees", "joue",
    "passe", "regarde", "to", "an", "the", "un", "une", "le", "la", "les", "du", "l'", "d'",
    "some", "our", "another", "again", "received", "recu", "envoye", "sent", "est", "sont",
    "s'est", "venu", "venue", "venus", "venues",
})  # fmt: skip
ABOUT = ("about", "regarding", "re", "concerning", "a propos de", "a propos d'", "a propos du",
         "a propos des", "au sujet de", "au sujet d'", "au sujet du", "au sujet des")  # fmt: skip
_NOUNS = """
coffee tea lunch brunch breakfast dinner supper drink drinks beer beers wine walk hike run swim
swimming bike ride party wedding funeral concert opera cinema movie skiing shopping film play
theatre theater museum
exhibition dance meeting visit picnic barbecue bbq trip weekend letter postcard message chat talk
workshop conference interview game tennis chess football golf yoga climbing sailing class lesson
birthday catch-up zoom skype meal choir rehearsal appointment hug stroll museum facetime
café thé déjeuner dîner petit-déjeuner apéro apéritif goûter pot verre bière promenade balade
randonnée rando visite réunion entretien fête mariage enterrement anniversaire ciné cinéma théâtre
musée pique-nique voyage week-end visio visioconférence lettre carte discussion repas resto soirée
rendez-vous rdv échecs concert opéra répétition cours
"""
_PHRASES = ("board games", "birthday party", "video call", "petit déjeuner", "carte postale",
            "partie d'échecs", "video chat", "conference call", "happy hour")  # fmt: skip
_MEANT = {
    "call": "call|calls|phone call|phone calls|on the phone|over the phone|by phone|phone|appel|"
            "appels|coup de fil|coup de telephone|appel telephonique|au telephone|par telephone",
    "email": "email|e-mail|mail|courriel|emails|mails",
    "message": "message|messages|text|text message|sms|texto|textos|whatsapp",
    "drinks": "a drink",
    "met": "time",
    "déjeuner": "dej",
    "hike": "hiking", "run": "running", "walk": "walking",
    "video call": "videocall|appel video",
    "attempt": "missed call|appel manque|left a voicemail|left a message for|voicemail|"
               "sans reponse|no answer from",
}  # fmt: skip
_DONE = {
    "call": "called phoned rang telephoned appele appelee appeles appelees telephone",
    "met": "met saw seen rencontre rencontree rencontres rencontrees vu vue vus vues revu revue "
           "croise croisee croises croisees retrouve retrouvee retrouves retrouvees "
           "invited invite invitee",
    "message": "texted messaged wrote ecrit",
    "email": "emailed e-mailed mailed",
    "visit": "visited", "lunch": "lunched", "dinner": "dined", "hike": "hiked",
    "walk": "walked", "run": "ran", "swim": "swam",
    "déjeuner": "dejeune", "dîner": "dine", "repas": "mange",
    "talk": "talked spoke", "chat": "chatted", "discussion": "parle discute bavarde papote",
    "video call": "facetimed skyped zoomed",
}  # fmt: skip
_DONE_PHRASES = {"ran into": "met", "bumped into": "met", "caught up": "met", "met up": "met",
                 "hung out": "met", "rendu visite": "visite", "tombe sur": "met",
                 "heard from": "message", "came by": "visit", "came over": "visit",
                 "dropped by": "visit", "stopped by": "visit", "dropped in": "visit",
                 "spent time": "met", "tried to call": "attempt", "tried calling": "attempt",
                 "tried to reach": "attempt", "couldn't reach": "attempt",
                 "essaye d' appeler": "attempt", "essaye d'appeler": "attempt",
                 "essaye de joindre": "attempt", "essaye de l' appeler": "attempt",
                 "pas reussi a joindre": "attempt", "laisse un message a": "attempt",
                 }  # fmt: skip
IN_VAIN = ("no answer", "didn't answer", "did not answer", "pas de reponse", "sans reponse",
           "n'a pas repondu", "pas repondu", "not there")  # fmt: skip
STEPS = frozenset({
    "called", "phoned", "rang", "telephoned", "appele", "appelee", "appeles", "appelees",
    "telephone", "texted", "messaged", "wrote", "ecrit", "emailed", "e-mailed", "mailed",
    "tried to call", "tried calling", "tried to reach", "couldn't reach", "essaye d' appeler",
    "essaye d'appeler", "essaye de joindre", "pas reussi a joindre", "laisse un message a",
    "invited", "invite", "invitee", "visited", "rendu visite", "heard from",
})  # fmt: skip


def _kinds() -> dict[str, str]:
    found = {noun if noun == "thé" else names.fold(noun): noun for noun in NOUNS}
    for kind, said in _MEANT.items():
        found |= {phrase.strip(): kind for phrase in said.split("|")}
    return found


def _verbs() -> dict[str, str]:
    found = {verb: kind for kind, said in _DONE.items() for verb in said.split()}
    return found | _DONE_PHRASES


NOUNS = frozenset((*_NOUNS.split(), *_PHRASES))
KINDS = _kinds()  # what is said to the kind that is meant
VERBS = _verbs()
WEAK = frozenset(
    {"met", "visit", "talk", "chat", "discussion"}
)  # a noun behind says more: "met for lunch"
LONGEST = 5  # words in one of these phrases
_DAYS = frozenset({
    "yesterday", "today", "ago", "hier", "avant-hier", "aujourd'hui", "tonight", "last", "dernier",
    "derniere", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
})  # fmt: skip
_FIRST = {phrase.split()[0] for phrase in (*KINDS, *VERBS)} - {"a", "on", "over", "by", "au", "par"}
TELLING = frozenset(_FIRST | WITH | AND | _DAYS)


def bag(text: str) -> frozenset[str]:
    """Return the words of a text, to be asked for."""
    return frozenset(text.split())


def is_kind(text: str) -> bool:
    """Whether a kind is one of those that everybody knows."""
    return text == DEFAULT_KIND or names.fold(text) in KINDS


def tells(words: Sequence[str]) -> list[str]:
    """Return those of the words that only a sentence has; each may be several, in quotes."""
    every = [part for word in words for part in word.split()]
    return [each for each in every if _bare(each) in TELLING or (len(each) > 1 and each[0] == "#")]


def _bare(word: str) -> str:
    return names.fold(word).strip(".,;:!?()[]\"'“”«»") if word not in AND else word
