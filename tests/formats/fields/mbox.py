"""Every field of a mail's header that says who wrote to whom and when."""

NAME = "mbox"
WRITTEN = False
SAMPLE = b"""\
From ada.l@analytical.example Thu Oct 30 10:00:00 2025
Received: from mx.example.org by mx.example.net; Thu, 30 Oct 2025 10:00:05 +0000
Date: Wed, 29 Oct 2025 23:10:00 -0500
From: =?utf-8?q?Ad=C3=A4_Lovelace?= <ada.l@analytical.example>
To: Me <me@example.net>
Cc: "Babbage, Charles" <charles@difference.example>
Subject: The numbers of Bernoulli
Message-ID: <20251029.7b@analytical.example>
X-Mailer: Quill

A body of which nothing is kept.
"""
FIELDS = {
    "Date": "2025-10-29",
    "From (name)": "Adä Lovelace",
    "From (address)": "ada.l@analytical.example",
    "Cc (address)": "charles@difference.example",
    "Subject": "The numbers of Bernoulli",
    "Message-ID": "mail:20251029.7b@analytical.example",
}
