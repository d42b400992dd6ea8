"""Any table of people, by what its headings say."""
