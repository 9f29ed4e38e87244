"""What the records are: frozen dataclasses and closed lists, without any input or output."""
