"""Postal addresses: their parts, and the one line that a contact has of them."""

from msgspec import Struct


class Place(Struct, frozen=True, kw_only=True):
    """The parts of a postal address; any may be empty."""

    street: str = ""
    postal: str = ""
    city: str = ""
    region: str = ""
    country: str = ""

    @property
    def line(self) -> str:
        """The address as one line: street, postal code and city, region, country."""
        town = " ".join(part for part in (self.postal, self.city) if part)
        parts = (self.street, town, self.region, self.country)
        return ", ".join(found for part in parts if (found := one_line(part)))


def one_line(text: str) -> str:
    """Return lines as one, parted by commas; a comma that ends a line is no second one."""
    lines = [found for line in text.splitlines() if (found := " ".join(line.split()))]
    return ", ".join([*(line.rstrip(",") for line in lines[:-1]), *lines[-1:]])
