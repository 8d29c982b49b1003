"""Follow inspection findings through to the end: YAML files under git, one command to see where things stand."""

__version__ = "0.9.0"
