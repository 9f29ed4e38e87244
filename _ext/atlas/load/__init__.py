"""From files to records: every error of a run at once, each with file and line."""
