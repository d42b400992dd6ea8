"""The names that the people of the benchmarks have: a million, none of them twice."""

FIRST_NAMES = (
    "Ada", "Bettine", "Clara", "Dorothea", "Émilie", "Fanny", "George", "Hermine", "Ida", "Johanna",
    "Karl", "Leo", "Mileva", "Nadia", "Otto", "Paula", "Quirin", "Rosa", "Sofja", "Therese",
    "Ulrike", "Viktor", "Wilhelmine", "Xaver", "Zoë",
)  # fmt: skip
LAST_NAMES = (
    "Arnim", "Babbage", "Curie", "Duncker", "Einstein", "Franzos", "Gödel", "Hensel", "Ibsen",
    "Jonas", "Kovalevskaya", "Lovelace", "Marić", "Noether", "Oppenheim", "Planck", "Quandt",
    "Rilke", "Somerville", "Turing", "Undset", "Varnhagen", "Wieck", "Yersin", "Zweig", "Alberti",
    "Brahms", "Clausius", "Dohm", "Ebner", "Fichte", "Goethe", "Herschel", "Itzig", "Jacobi",
    "Kerr", "Lasker", "Mendelssohn", "Nietzsche", "Ohm",
)  # fmt: skip


def of(number: int) -> tuple[str, str]:
    """Return the given names and the family name of the person of this number, from 0."""
    rest, first = divmod(number, len(FIRST_NAMES))
    rest, last = divmod(rest, len(LAST_NAMES))
    second, middle = divmod(rest, len(FIRST_NAMES) + 1)
    given = " ".join(FIRST_NAMES[each] for each in (first, middle - 1) if each >= 0)
    family = "-".join(LAST_NAMES[each] for each in (last, second - 1) if each >= 0)
    return given, family
