"""Questions to git, and the records in its eyes."""
