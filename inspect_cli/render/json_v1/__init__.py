"""JSON for machines, format 1: what an answer looks like (`shapes`), its envelope, and what fills it.

Keys and values are never translated, and change only by addition. What the rest of the house calls its fields does not matter here.
"""
