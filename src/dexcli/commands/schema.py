"""`dexcli schema`: the contact's file as JSON Schema."""

import typer

from dexcli.core import schema as schemas
from dexcli.session import Session


def schema(ctx: typer.Context) -> None:
    """Print the JSON Schema of a contact's file.

    For editors that check TOML as it is typed, and for programs that write it.

    Example: dexcli schema > contact.schema.json
    """
    session: Session = ctx.obj
    session.screen.json(schemas.of_contact())
