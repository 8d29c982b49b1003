"""An engine: an official document in the layout of GB/T 9704-2012. Has never heard of rectification."""
