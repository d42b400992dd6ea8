"""Facebook's list of friends: every field with a value of its own."""

NAME = "facebook"
WRITTEN = False
FILE = "your_friends.json"
SAMPLE = (
    b'{"friends_v2":[{"name":"Zo\\u00c3\\u00ab Feldmann","timestamp":1577836800,'
    b'"contact_info":"zoe@example.org"}]}'
)
FIELDS = {
    "friends_v2[].name": "Zoë Feldmann",
    "friends_v2[].timestamp": "2020-01-01",
    "friends_v2[].contact_info": "zoe@example.org",
}
