"""Every field of an event that says who met whom, when and where."""

NAME = "ics"
WRITTEN = True
SAMPLE = b"""\
BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//Example//Calendar 1.0//EN\r
X-WR-TIMEZONE:Europe/Berlin\r
BEGIN:VEVENT\r
UID:meeting-4711@cal.example\r
DTSTART:20251029T233000Z\r
DTEND:20251030T003000Z\r
SUMMARY:Engine\\, second\r
  talk\r
LOCATION:Caf\xc3\xa9 Central\\; first floor\r
ORGANIZER;CN=Ada Lovelace:mailto:Ada.L@analytical.example\r
ATTENDEE;CN="Babbage, Charles";CUTYPE=INDIVIDUAL;PARTSTAT=ACCEPTED:MAILTO:char\r
 les@difference.example\r
ATTENDEE;CUTYPE=ROOM;CN=Room 1:mailto:room1@analytical.example\r
BEGIN:VALARM\r
ACTION:DISPLAY\r
TRIGGER:-PT15M\r
END:VALARM\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:next-4712@cal.example\r
DTSTART;VALUE=DATE:20991224\r
SUMMARY:Dinner with the Countess\r
ATTENDEE;CN=Ada Lovelace:mailto:ada.l@analytical.example\r
END:VEVENT\r
BEGIN:VEVENT\r
UID:birthday-4713@cal.example\r
DTSTART;VALUE=DATE:18151210\r
RRULE:FREQ=YEARLY\r
SUMMARY:Ada Lovelace's birthday\r
END:VEVENT\r
END:VCALENDAR\r
"""
FIELDS = {
    "UID": "ics:meeting-4711@cal.example",
    "DTSTART (of a meeting)": "2025-10-30",
    "SUMMARY": "Engine, second talk",
    "LOCATION": "Café Central; first floor",
    "ORGANIZER (address)": "ics:ada.l@analytical.example",
    "ORGANIZER (who took the step)": "ada-lovelace",
    "ATTENDEE (address)": "charles@difference.example",
    "DTSTART (of what is planned)": "2099-12-24|20991224",
    "SUMMARY (of what is planned)": "Dinner with the Countess",
    "RRULE:FREQ=YEARLY (birthday)": "1815-12-10|18151210",
}
REMARKS = {
    "UID": "an export makes its own, of the contact's id",
    "LOCATION": "what was isn't exported: a calendar is for what comes",
}
