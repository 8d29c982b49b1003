"""Ink and language: the only room that makes strings for people."""
