"""Do the external links of the built site lead somewhere? Asked online: `python -m atlas.checks.links PROJECT SITE`.

Nothing here opens a connection when it is imported; whoever asks hands over a client.
"""
