"""The machinery behind `document`, `scalars` and `splice`, the three doors to YAML: nobody else imports from here."""
