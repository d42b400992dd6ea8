"""The small programs that dexcli is compared with, and the one that starts dexcli."""

TYPER_APP = '''\
import typer

app = typer.Typer()


@app.command()
def hello(name: str, loud: bool = False) -> None:
    """Greet NAME."""
    print(f"Hello {name}{'!' if loud else ''}")


@app.command()
def goodbye(name: str, times: int = 1) -> None:
    """Say goodbye to NAME."""
    print(f"Goodbye {name} " * times)
'''
# Both are started as an installer's console script starts a program.
START_TYPER_APP = "import sys\nfrom two_commands import app\nsys.exit(app())\n"
START_DEXCLI = "import sys\nfrom dexcli.__main__ import main\nsys.exit(main())\n"
WRITE_ONCE = """\
import json, sys
from pathlib import Path
from dexcli.store.change import Change
from dexcli.store.transaction import apply

texts = json.loads(Path(sys.argv[1]).read_bytes())
folder = Path(sys.argv[2])
apply([Change(folder / name, None, text.encode()) for name, text in texts.items()])
"""
PARSE_ALL = """\
import sys
from pathlib import Path
import tomli

for path in Path(sys.argv[1]).glob("*.toml"):
    tomli.loads(path.read_bytes().decode())
"""
# What an import of mail needs of each message, by the means of the standard library.
READ_MAILBOX = """\
import mailbox, sys
from email.utils import getaddresses, parsedate_to_datetime

for message in mailbox.mbox(sys.argv[1], create=False):
    people = getaddresses(message.get_all("from", []) + message.get_all("to", []))
    parsedate_to_datetime(message["date"]), message["subject"], message["message-id"]
"""
# What a format reads in a file, row by row, as the plan of an import gets it.
READ_ROWS = """\
import sys
from datetime import date
from pathlib import Path
from dexcli.formats import registry
from dexcli.formats.source import Source, Terms

path = Path(sys.argv[1])
with path.open("rb") as stream:
    head = stream.read(65536)
size = path.stat().st_size
source = Source(
    name=path.name, opened=lambda: path.open("rb"), head=head, size=size, path=path
)
terms = Terms(today=date(2026, 11, 22), me=frozenset({"me@example.org"}), everybody=True)
for row in registry.reads(registry.recognised(source)).rows(source, terms):
    pass
"""
SCRIPTS = {
    "two_commands.py": TYPER_APP,
    "start_typer_app.py": START_TYPER_APP,
    "start_dexcli.py": START_DEXCLI,
    "write_once.py": WRITE_ONCE,
    "parse_all.py": PARSE_ALL,
    "read_mailbox.py": READ_MAILBOX,
    "read_rows.py": READ_ROWS,
}
