"""How values are written in YAML: the door to `quoting` (one string) and `layout` (whole pieces) for those who write records."""

from __future__ import annotations

from inspect_cli.store.yamltext.layout import Value, document_text
from inspect_cli.store.yamltext.quoting import Bare, block_literal, written

__all__ = ["Bare", "Value", "block_literal", "document_text", "written"]
