"""What Tab offers, in every shell: asked at each press, so it loads neither Typer nor msgspec.

Structs and dataclasses cost more to load than all that is done here; what has
fields is a NamedTuple.
"""
