"""An office's own .docx as a template: looked through, and filled in a sandbox."""
