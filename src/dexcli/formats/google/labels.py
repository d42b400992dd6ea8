"""Labels of Google's: which are its own, which go without saying, and what a contact makes of them.

A label is kept beside the contact's values only where it says more than its default.
"""

from dexcli.formats.google import headings

EMAIL, PHONE, ADDRESS = "Home", "Mobile", "Home"  # what a value without a label goes out with
OTHER_CONTACTS = "Other Contacts"  # addresses that Google collects by itself
MY_CONTACTS = "myContacts"
OURS = "dexcli"  # who came from here, and the custom field with their id
NOT_TAGS = frozenset({MY_CONTACTS, OTHER_CONTACTS, OURS})
OF_WEBSITES = frozenset(
    {"", "home", "work", "blog", "profile", "homepage", "home page", "ftp", "reservations", "other"}
)
IM_SERVICES = frozenset(
    {"aim", "gadu-gadu", "google talk", "hangouts", "icq", "jabber", "msn", "netmeeting", "qq",
     "skype", "yahoo"}
)  # fmt: skip
# The ledger's own table keeps labels under these keys, by value.
KEPT = {
    headings.EMAIL: "email_labels",
    headings.PHONE: "phone_labels",
    headings.WEBSITE: "website_labels",
    headings.IM: "im_labels",
}
PLACES = "addresses"
_BUILT_IN = frozenset(
    {"anniversary", "spouse", "child", "mother", "father", "parent", "brother", "sister", "friend",
     "relative", "manager", "assistant", "partner", "domestic partner", "referred by"}
)  # fmt: skip


def kind(label: str, default: str) -> str:
    """Return the word of the ledger for a label of a relation or an event: "Spouse" is "spouse"."""
    folded = label.casefold()
    return folded if folded in _BUILT_IN else label or default


def shown(kind: str) -> str:
    """Return the label for a word of the ledger, as `kind` reads it."""
    return kind.title() if kind in _BUILT_IN else kind
