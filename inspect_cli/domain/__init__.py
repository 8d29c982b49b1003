"""What rectification is: pure, without files, clock, git, language or ink."""
