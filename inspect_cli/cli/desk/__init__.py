"""The person's side of a run: what is shown, asked and told."""
