"""Figures: one function for each kind, from library and plan to a figure; and the static drawing of any of them."""
