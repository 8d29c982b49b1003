"""The Chinese catalogue: one file a room, English sentence to Chinese sentence."""

from importlib import import_module

SENTENCES: dict[str, str] = {
    english: chinese
    for room in ("rules", "lifecycle", "files", "pages", "verbs")
    for english, chinese in import_module(f"{__name__}.{room}").SENTENCES.items()
}
