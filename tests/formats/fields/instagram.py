"""Instagram's list of whom one follows: every field with a value of its own."""

NAME = "facebook"
WRITTEN = False
FILE = "following.json"
SAMPLE = (
    b'{"relationships_following":[{"title":"","string_list_data":[{'
    b'"href":"https://www.instagram.com/zoe.feldmann","value":"zoe.feldmann",'
    b'"timestamp":1580515200}]}]}'
)
FIELDS = {
    "relationships_following[].string_list_data[].value": "zoe.feldmann",
    "relationships_following[].string_list_data[].href": "https://www.instagram.com/zoe.feldmann",
    "relationships_following[].string_list_data[].timestamp": "2020-02-01",
}
