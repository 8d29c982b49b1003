"""Two versions of records, and what the change between them means."""
