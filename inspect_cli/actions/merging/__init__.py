"""A merge of files that hold records: one text, or one with conflict markers."""
