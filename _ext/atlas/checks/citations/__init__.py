"""Do the DOIs of the bibliography belong to its works? Asked of Crossref, online: `python -m atlas.checks.citations`.

Nothing here opens a connection when it is imported; whoever asks hands over a client.
"""
