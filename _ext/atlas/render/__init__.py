"""From a library to plain values: blocks of text, tables, and files of data. Nothing here knows how pages are made."""
