"""Catalogues; English is the source language of the code."""
