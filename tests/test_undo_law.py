"""The law of undo: whatever was done is taken back to the last byte, in any order that can be."""

import os
import shutil
import tempfile
from pathlib import Path
from unittest import mock

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from dexcli import cli

FILES = {
    "ada-lovelace.toml": (
        "# by hand\n"
        'name = "Ada Lovelace"  # the first programmer\n'
        'tags = [ "friend" , "maths" ]\n'
        "mood = 'curious'\n\n"
        '[[relationships]]\nkind = "mentor"\nwho = "bob"\n\n'
        "[[interactions]]\non = 2026-10-30 # in the rain\n"
        'kind = "coffee"\nwith = ["bob"]\nid = "v3t8n1w6b9"\n'
    ),
    "bob.toml": (
        'name = "Bob"\r\nphones = ["+44 20 7946 0958"]\r\nid = "p3k9x0a7m2"\r\n\r\n'
        "[[interactions]]\r\non = 2026-10-30\r\n"
        'kind = "coffee"\r\nwith = ["ada-lovelace"]\r\nid = "v3t8n1w6b9"\r\n'
    ),
    "eve.toml": '\ufeffname = "Eve"\nnotes = """\nA line.\n\n# no comment\n"""',
    "zoé.toml": 'name = "Zoé"\ninteractions = [{ on = 2026-01-01, note = "inline" }]\n',
    ".dexcli/config.toml": '# mine\nformat = 1\n[cadence]\nfriend = "1 month" # often\n',
}
WHO = st.sampled_from(["ada-lovelace", "bob", "eve", "zoé", "new-one", "new-two"])
WORD = st.sampled_from(["rome", "work", "a # b", "émile", 'say "hi"', "x=y", "]]", "🙂"])
DAY = st.sampled_from(["2026-11-20", "yesterday", "2026-10-30", "2026-11"])
WHOS = st.lists(WHO, min_size=1, max_size=3, unique=True)
COMMANDS = st.one_of(
    st.builds(lambda who, note, on: ["log", *who, "-m", note, "--on", on], WHOS, WORD, DAY),
    st.builds(lambda who, word: ["note", who, word], WHO, WORD),
    st.builds(lambda who, word: ["tag", word, *who], WHOS, WORD),
    st.builds(lambda who, word: ["tag", word, *who, "--remove"], WHOS, WORD),
    st.builds(lambda who, word: ["set", who, f"city={word}"], WHO, WORD),
    st.builds(lambda who, word: ["set", who, f"interests+={word}"], WHO, WORD),
    st.builds(lambda who, word: ["set", who, f"notes={word}", "tags="], WHO, WORD),
    st.builds(lambda who: ["every", "3 weeks", *who], WHOS),
    st.builds(lambda who: ["snooze", "2026-12-24", *who], WHOS),
    st.builds(lambda who: ["archive", *who], WHOS),
    st.builds(lambda who, word: ["remind", who, word], WHO, WORD),
    st.builds(lambda who: ["remind", who, "07-08", "day", "--yearly"], WHO),
    st.builds(lambda one, two: ["relate", one, f"friend={two}"], WHO, WHO),
    st.builds(lambda who, name: ["rename", who, name], WHO, st.sampled_from(["New One", "Zoe"])),
    st.builds(lambda who: ["rm", *who, "--yes"], WHOS),
    st.builds(lambda name: ["add", name], st.sampled_from(["New One", "New Two"])),
    st.builds(lambda word: ["amend", "v3t8", "-m", word], WORD),
    st.builds(lambda who: ["amend", "v3t8", "--without", who], WHO),
    st.just(["amend", "v3t8", "--delete"]),
    st.builds(lambda word: ["config", f"cadence.{word}=2 weeks"], st.sampled_from(["a", "friend"])),
)
STEPS = 200 if settings.get_current_profile_name() == "full" else 25
EXAMPLES = 25 if settings.get_current_profile_name() == "full" else 4


class Undoing(RuleBasedStateMachine):
    """A ledger on which somebody works, undoes and does again; with every state it had."""

    def __init__(self) -> None:
        super().__init__()
        self.base = Path(tempfile.mkdtemp(prefix="dexcli-undo-"))
        self.ledger = self.base / "ledger"
        for name, text in FILES.items():
            path = self.ledger / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode())
        self.states = [self.everything()]
        self.ahead: list[dict[str, bytes]] = []

    @rule(args=COMMANDS)
    def change(self, args: list[str]) -> None:
        """Do anything; a step is what changed a byte."""
        self.run(*args)
        if (now := self.everything()) != self.states[-1]:
            self.states.append(now)
            self.ahead = []

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self) -> None:
        """Take the last step back."""
        assert self.run("undo") == 0
        self.ahead.append(self.states.pop())
        assert self.everything() == self.states[-1]

    @precondition(lambda self: self.ahead)
    @rule()
    def redo(self) -> None:
        """Do again what was undone last."""
        assert self.run("undo", "--redo") == 0
        self.states.append(self.ahead.pop())
        assert self.everything() == self.states[-1]

    def teardown(self) -> None:
        """Undo all of it, and be where it began."""
        while len(self.states) > 1:
            self.undo()
        shutil.rmtree(self.base)

    def run(self, *args: str) -> int:
        """Run a command; whatever it says, it is no traceback."""
        environ = {f"XDG_{name}_HOME": str(self.base / name) for name in ("STATE", "CACHE")}
        environ |= {"DEXCLI_LEDGER": str(self.ledger), "DEXCLI_TODAY": "2026-11-22"}
        with mock.patch.dict(os.environ, environ):
            code = cli.run(["--quiet", *args])
        assert code in {0, 1, 2, 3, 4}, args
        return code

    def everything(self) -> dict[str, bytes]:
        """Return every file's bytes."""
        return {
            str(path.relative_to(self.ledger)): path.read_bytes()
            for path in self.ledger.rglob("*")
            if path.is_file()
        }


TestUndoing = Undoing.TestCase
TestUndoing.settings = settings(max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None)
