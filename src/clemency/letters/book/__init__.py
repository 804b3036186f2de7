"""The book of a pack: what a lawyer signs off, in each language, as HTML and as PDF.

`model` says what is in it, `telling` says it in a language, `html` and `pdf` print what was said.
"""
