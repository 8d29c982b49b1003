"""Bytes on the disk: whole or not at all, and the evidence among them."""
