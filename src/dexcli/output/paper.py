"""What our pages share: one file that asks no other machine, for phone and desk, light and dark."""

from html import escape

from dexcli.output import sanitize

_STYLE = """\
:root { color-scheme: light dark; --ink: #22201c; --soft: #6a655c; --paper: #f6f3ee;
  --card: #fffefb; --edge: #e3ddd2; --mark: #e4efe9; --deep: #1f5f4c; }
@media (prefers-color-scheme: dark) { :root { --ink: #ece8e1; --soft: #a8a298; --paper: #171614;
  --card: #211f1c; --edge: #37342f; --mark: #21382f; --deep: #93d3bb; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink);
  font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  -webkit-text-size-adjust: 100%; overflow-wrap: anywhere; }
main { max-width: 42rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
header p { margin: 0; color: var(--soft); }
h1 { margin: 0 0 1.25rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; color: var(--soft); font-weight: 600; }
"""
# A lock of its own: should text ever become markup, nothing would run and nothing be fetched.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
# These stand as references, so that nothing turns around in what prints the page's source.
_REFERENCES = {code: f"&#x{code:x};" for code in sanitize.DIRECTIONS}


def page(title: str, body: str, *, style: str = "") -> str:
    """Return a whole page; ``title`` and ``body`` are markup, ``style`` is what it adds to ours."""
    return (
        "<!DOCTYPE html>\n"
        '<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{title}</title>\n<style>\n{_STYLE}{style}</style>\n</head>\n<body>\n<main>\n"
        f"{body}</main>\n</body>\n</html>\n"
    )


def data(text: str) -> str:
    """Return text from a file: set apart, so that its direction of writing stays its own."""
    return f"<bdi>{plain(text)}</bdi>"


def plain(text: str) -> str:
    """Return text as markup."""
    return escape(sanitize.controls(text)).translate(_REFERENCES)
