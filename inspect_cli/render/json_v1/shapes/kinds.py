"""What every JSON answer looks like, key by key: the format itself, version 1. Changes only by addition.

The JSON Schemas in `schemas/json_v1/` are made from these classes; the functions beside this file fill them. Loaded for types and
for the schemas alone, so that an answer does not wait for it. In every answer: a day is `YYYY-MM-DD`, a moment ISO 8601 with its
offset, an amount a decimal string in 万元, a rate a string such as "76%" or null where nothing was counted, an issue `ROUND/ID`.
"""

from __future__ import annotations

from inspect_cli.render.json_v1.shapes.deeds import (
    ActedShape,
    AddShape,
    ChangesShape,
    DryRunShape,
    EditShape,
    FeedbackShape,
    InitShape,
    MergeFileShape,
    NewRoundShape,
    RenumberShape,
    RestoredShape,
    SavedShape,
    SchemaShape,
    SyncedShape,
    UndoListShape,
    UndoneShape,
)
from inspect_cli.render.json_v1.shapes.followed import DiffShape, HistoryShape, ShowShape, WhyShape
from inspect_cli.render.json_v1.shapes.judged import (
    CheckShape,
    ExplainShape,
    FlawsShape,
    InvalidShape,
    SignsShape,
    TopicPageShape,
    TopicsShape,
)
from inspect_cli.render.json_v1.shapes.papers import ExportShape, ImportShape, LedgerShape, ReportRefused, ReportShape
from inspect_cli.render.json_v1.shapes.standing import AllRoundsShape, HomeShape, ListShape, RoundsShape, StatusShape, TrendShape

KINDS: dict[str, object] = {
    "home": HomeShape,
    "status": StatusShape | AllRoundsShape,
    "rounds": RoundsShape,
    "list": ListShape,
    "trend": TrendShape,
    "show": ShowShape,
    "why": WhyShape,
    "history": HistoryShape,
    "diff": DiffShape,
    "check": CheckShape,
    "invalid": InvalidShape,
    "explain": ExplainShape,
    "doctor": SignsShape,
    "git-setup": SignsShape,
    "report": ReportShape | ReportRefused,
    "report-lint": FlawsShape,
    "ledger": LedgerShape,
    "ledger-export": ExportShape,
    "ledger-import": ImportShape,
    "add": AddShape,
    "change": ChangesShape,
    "acted": ActedShape,
    "dry-run": DryRunShape,
    "edit": EditShape,
    "feedback": FeedbackShape,
    "init": InitShape,
    "new-round": NewRoundShape,
    "renumber": RenumberShape,
    "undone": UndoneShape,
    "undo-list": UndoListShape,
    "restored": RestoredShape,
    "saved": SavedShape,
    "synced": SyncedShape,
    "merge-file": MergeFileShape,
    "schema": SchemaShape,
    "help": TopicsShape | TopicPageShape,
}
"""The kinds of answers, and what `data` is in each. `error` stands beside them: it has no envelope."""
