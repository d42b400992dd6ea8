"""Monica's JSON: every field with a value of its own."""

import json
from typing import Any

NAME = "monica"
WRITTEN = False
FILE = "monica.json"
REMARKS = {
    "contact.photo": "photos and documents are told, and stay there",
    "contact.last_consulted_at": "when one looked at the page",
    "contact.reminder (of the birthday)": "the birthday itself is kept",
    "contact.stay_in_touch_trigger_date": "follows from the frequency",
}


def collection(kind: str, *values: object) -> dict[str, Any]:
    return {"count": len(values), "type": kind, "values": list(values)}


def record(uuid: str, **properties: object) -> dict[str, Any]:
    return {
        "uuid": uuid,
        "created_at": "2020-01-31T10:00:00.000000Z",
        "updated_at": "2020-01-31T10:00:00.000000Z",
        "properties": properties,
    }


def day(text: str, **more: object) -> dict[str, Any]:
    return {"is_age_based": False, "is_year_unknown": False, "date": f"{text}T00:00:00Z", **more}


ADA = {
    **record(
        "u-ada",
        first_name="Ada",
        middle_name="Byron",
        last_name="Lovelace",
        nickname="Enchantress",
        description="Allergic to bad notation",
        is_starred=True,
        is_partial=False,
        is_active=True,
        is_dead=False,
        job="Programmer",
        company="Analytical Engines",
        food_preferences="no nuts",
        last_talked_to="2021-05-17",
        last_consulted_at="2021-05-18",
        stay_in_touch_frequency=91,
        stay_in_touch_trigger_date="2021-05-19",
        vcard="BEGIN:VCARD",
        tags=["maths"],
        gender="u-woman",
        birthdate=day("1815-12-10", is_year_unknown=True),
        first_met_date=day("1833-06-05"),
        first_met_through="u-mary",
    ),
    "data": [
        collection(
            "call",
            record("u-call", called_at="2021-02-01", content="about looms", contact_called=True),
        ),
        collection(
            "contact_field",
            record("u-f1", data="ada@example.org", type="u-email"),
            record("u-f2", data="+44 20 7946 0958", type="u-phone"),
            record("u-f3", data="https://www.linkedin.com/in/ada-l", type="u-linkedin"),
            record("u-f4", data="ada.skype", type="u-skype"),
        ),
        collection("note", record("u-note", body="loves horses", is_favorited=True)),
        collection(
            "reminder",
            record("u-r1", initial_date="2021-07-08", title="wedding day", frequency_type="year",
                   frequency_number=1),
            record("u-r2", initial_date="2030-01-02", title="return the book",
                   frequency_type="one_time", description="the blue one"),
            record("u-r3", initial_date="2021-12-10", title="Wish her well",
                   frequency_type="year", frequency_number=1),
        ),
        collection("task", record("u-task", title="send the paper", completed=False)),
        collection(
            "gift",
            record("u-gift", name="punched cards", comment="in blue", url="https://cards.example",
                   amount="12.50", status="offered", date="2021-03-03"),
        ),
        collection(
            "debt", record("u-debt", in_debt=True, amount=77, currency="GBP", status="inprogress")
        ),
        collection("pet", record("u-pet", name="Puff", category="cat")),
        collection(
            "address",
            record("u-address", name="home", street="12 St James's Square", city="London",
                   province="Greater London", postal_code="SW1Y", country="England"),
        ),
        collection(
            "conversation",
            record("u-talk", happened_at="2021-04-04", contact_field_type="u-whatsapp",
                   messages=[{"content": "see you soon", "written_at": "2021-04-04",
                              "written_by_me": True}]),
        ),
        collection(
            "life_event",
            record("u-life", name="Moved house", note="to the lake", happened_at="2021-06-06",
                   type="u-moved"),
        ),
        collection("activity", "u-lunch"),
        collection("photo", "u-photo"),
    ],
}  # fmt: skip
DOCUMENT = {
    "version": "1.0-preview.1",
    "app_version": "4.1.2",
    "export_date": "2022-01-01",
    "url": "https://monica.example",
    "exported_by": "u-me",
    "account": {
        "uuid": "u-account",
        "data": [
            collection(
                "contact",
                ADA,
                record("u-mary", first_name="Mary", last_name="Somerville", is_active=False),
                record("u-leo", first_name="Léo", is_partial=True, birthdate=day("2015-01-09")),
                record("u-dead", first_name="Annabella", is_dead=True,
                       deceased_date=day("1860-05-16")),
            ),
            collection(
                "relationship",
                record("u-x", type="child", contact_is="u-leo", of_contact="u-ada"),
                record("u-y", type="mentor", contact_is="u-dead", of_contact="u-ada"),
                record("u-z", type="protege", contact_is="u-ada", of_contact="u-dead"),
            ),
            collection(
                "activity",
                record("u-lunch", summary="lunch by the river", description="it rained",
                       happened_at="2021-01-01", type="u-ate"),
            ),
        ],
        "instance": {
            "contact_field_types": [
                record("u-email", name="Email", type="email", protocol="mailto:"),
                record("u-phone", name="Phone", type="phone", protocol="tel:"),
                record("u-linkedin", name="LinkedIn"),
                record("u-skype", name="Skype"),
                record("u-whatsapp", name="Whatsapp"),
            ],
            "activity_types": [record("u-ate", translation_key="ate_at_home")],
            "genders": [record("u-woman", name="Woman")],
            "life_event_types": [record("u-moved", name="moved")],
        },
    },
}  # fmt: skip
SAMPLE = json.dumps(DOCUMENT).encode()
FIELDS = {
    "contact.first_name, middle_name, last_name": "Ada Byron Lovelace",
    "contact.nickname": "Enchantress",
    "contact.description": "Allergic to bad notation",
    "contact.is_partial": "Léo",
    "contact.job": "Programmer",
    "contact.company": "Analytical Engines",
    "contact.food_preferences": "no nuts",
    "contact.last_talked_to": "2021-05-17",
    "contact.last_consulted_at": "2021-05-18",
    "contact.stay_in_touch_frequency": "91",
    "contact.stay_in_touch_trigger_date": "2021-05-19",
    "contact.vcard": "BEGIN:VCARD",
    "contact.tags": "maths",
    "contact.gender": "Woman",
    "contact.birthdate": "12-10",
    "contact.deceased_date": "1860-05-16",
    "contact.first_met_date": "1833-06-05",
    "contact.first_met_through": "mary-somerville",
    "contact.call": "about looms",
    "contact.contact_field (e-mail)": "ada@example.org",
    "contact.contact_field (phone)": "+44 20 7946 0958",
    "contact.contact_field (LinkedIn)": "linkedin.com/in/ada-l",
    "contact.contact_field (other)": "ada.skype",
    "contact.note": "loves horses",
    "contact.reminder (yearly)": "wedding day",
    "contact.reminder (of the birthday)": "Wish her well",
    "contact.reminder (once)": "return the book",
    "contact.task": "send the paper",
    "contact.gift.name": "punched cards",
    "contact.gift.comment": "in blue",
    "contact.gift.url": "https://cards.example",
    "contact.gift.amount": "12.50",
    "contact.gift.date": "2021-03-03",
    "contact.debt": "77",
    "contact.pet.name": "Puff",
    "contact.pet.category": "cat",
    "contact.address": "12 St James's Square, SW1Y London, Greater London, England",
    "contact.conversation": "see you soon",
    "contact.conversation.contact_field_type": "Whatsapp",
    "contact.life_event.name": "Moved house",
    "contact.life_event.note": "to the lake",
    "contact.photo": "u-photo",
    "relationship (of somebody partial)": "2015-01-09",
    "relationship": "mentor",
    "activity.summary": "lunch by the river",
    "activity.description": "it rained",
    "activity.happened_at": "2021-01-01",
    "activity.type": "ate at home",
}
