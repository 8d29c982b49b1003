"""Where the import still looks for what stands in `store/lookup`."""

from inspect_cli.store.lookup import must_be_readable

__all__ = ["must_be_readable"]
