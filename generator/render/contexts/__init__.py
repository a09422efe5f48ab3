"""What each template is given: one frozen, documented dataclass per page template, and the small values they share.

A template may use the fields of its own context, the globals named in `environment.GLOBALS`, and nothing else; a test
compares the two. Nothing here computes: `views` makes the values, `pages` puts them together.
"""
