"""An engine: reads YAML text with places and splices it. Has never heard of rectification."""
