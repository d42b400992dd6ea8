"""Names that are perhaps two people's: told, and never taken apart."""

import re

_AND = r"\s*(?:&|\+|\bet\b|\band\b|\bund\b)\s*"
# "Ortega y Gasset" is one name: these join two people only right behind one first name.
_AND_AFTER_ONE = r"\s+(?:y|e|i|en)\s+"
_TWO = re.compile(rf"\S.*?{_AND}\S.*", re.IGNORECASE)
_TWO_FIRST = re.compile(rf"[^\W\d_][\w'’-]*{_AND_AFTER_ONE}[A-ZÀ-Þ][\w'’-]*(?:\s+.+)?")
_TWO_BY_SLASH = re.compile(r"[^\W\d_][\w'’-]*\s*/\s*[^\W\d_][\w'’-]*(?:\s+.+)?")
_FAMILY = re.compile(
    r"(?:the\s+\S+s|les\s+[A-ZÀ-Þ]\S*|(?:famille|familie|family|familia|famiglia|fam\.)\s+.+|"
    r".+\s+family)",
    re.IGNORECASE,
)


def remark(name: str) -> str:
    """Return what a person should look at in a name, empty for one person's."""
    if _FAMILY.fullmatch(name):
        return f"{name!r} is perhaps a family; tagged triage"
    if any(each.fullmatch(name) for each in (_TWO, _TWO_FIRST, _TWO_BY_SLASH)):
        return f"{name!r} is perhaps two people; tagged triage"
    return ""
