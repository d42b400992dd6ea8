"""Facebook's messages: only who wrote to whom on which day is read."""

NAME = "facebook"
WRITTEN = False
FILE = "message_1.json"
PEOPLE = {
    "zoe.toml": 'name = "Zoë Feldmann"\n',
    "me.toml": 'name = "Ada Lovelace"\n',
    ".dexcli/config.toml": 'format = 1\nme = "me"\n',
}
REMARKS = {"messages[].content": "what was written is never read"}
SAMPLE = (
    b'{"participants":[{"name":"Zo\\u00c3\\u00ab Feldmann"},{"name":"Ada Lovelace"}],'
    b'"messages":[{"sender_name":"Zo\\u00c3\\u00ab Feldmann","timestamp_ms":1583020800000,'
    b'"content":"secret words"}],"title":"Zo\\u00c3\\u00ab Feldmann"}'
)
FIELDS = {
    "participants[].name": "Zoë Feldmann",
    "messages[].sender_name": "zoe",
    "messages[].timestamp_ms": "2020-03-01",
    "messages[].content": "secret words",
}
