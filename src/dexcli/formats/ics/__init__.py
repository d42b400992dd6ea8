"""iCalendar (RFC 5545): meetings and birthdays in, follow-ups and plans out."""
