"""The graph in the language of Graphviz."""

from dexcli.core import words
from dexcli.core.graph.ties import Tie
from dexcli.output import sanitize
from dexcli.output.graphs import Drawn

_WIDEST = 4.0  # points of a line; a faint tie has a half
_INTRODUCED_ONLY = ("introduced",)


def document(drawn: Drawn) -> str:
    """Return the whole graph; its identifiers are the handles, yours is empty without a file.

    Source: https://graphviz.org/doc/info/lang.html
    """
    graph = drawn.graph
    lines = ["graph people {", "  node [shape=box, style=rounded];", "  overlap=false;"]
    lines += [
        f"  {_quoted(handle)} [label={_quoted(drawn.teller.name(handle))}];"
        for handle in graph.people
    ]
    lines += [_edge(tie) for tie in graph.ties.values()]
    return "\n".join([*lines, "}", ""])


def _edge(tie: Tie) -> str:
    about = {"penwidth": f"{0.5 + (_WIDEST - 0.5) * tie.strength:.2f}"}
    if tie.stated:
        about["label"] = words.listed(list(dict.fromkeys(each.kind for each in tie.stated)))
    if tie.kinds == _INTRODUCED_ONLY:
        about["style"] = "dashed"
    told = ", ".join(f"{key}={_quoted(value)}" for key, value in about.items())
    return f"  {_quoted(tie.one)} -- {_quoted(tie.other)} [{told}];"


def _quoted(text: str) -> str:
    """Return a string of DOT; a backslash would begin one of its own escapes."""
    plain = sanitize.one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'
