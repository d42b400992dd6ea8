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
SCRIPTS = {
    "two_commands.py": TYPER_APP,
    "start_typer_app.py": START_TYPER_APP,
    "start_dexcli.py": START_DEXCLI,
    "write_once.py": WRITE_ONCE,
    "parse_all.py": PARSE_ALL,
}
