"""Search: whatever a file says in words, found by some of them.

`question` reads what was typed, `texts` gives what is looked through of a contact,
`values` where each value stands, `hits` which of them are the answer, and
`marking` where in a line the words are.
"""
