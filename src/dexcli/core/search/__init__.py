"""Search: whatever a file says in words, found by some of them.

`question` reads what was typed, `texts` is what is looked through of all contacts,
`candidates` finds those in whose texts the words are, `chosen` who of them is shown,
`hits` which texts are the answer, `values` where each stands, and `marking` where in
a line the words are.
"""
