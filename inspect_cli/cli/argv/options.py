"""Options and arguments that several verbs take, declared once: their names, help and completion."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from inspect_cli.cli.argv import complete
from inspect_cli.cli.argv.parameter import Argument, Option
from inspect_cli.cli.argv.values import choices
from inspect_cli.domain.words import Discipline, EvidenceKind, MeasureKind, Nature, Power, Severity

Issues = Annotated[
    list[str],
    Argument(metavar="ID", help="issues: CG-D003, cg-d3, 2020-r2/CG-D003, or the start of a uid", offers=complete.issues),
]
OneIssue = Annotated[
    str,
    Argument(metavar="ID", help="an issue: CG-D003, cg-d3, 2020-r2/CG-D003, or the start of a uid", offers=complete.issues),
]
Note = Annotated[str, Option("--note", "--reason", "-m", metavar="TEXT", help="the answer, the result, what is left, or the reason")]
ApprovedBy = Annotated[str, Option("--approved-by", metavar="NAME", help="who approved it")]
Leader = Annotated[str, Option("--leader", metavar="NAME", help="responsible leader")]
Department = Annotated[str, Option("--department", metavar="NAME", help="responsible department")]
Handler = Annotated[str, Option("--handler", metavar="NAME", help="who handles it day by day")]
Due = Annotated[str | None, Option("--due", metavar="DATE", help="due date")]
Measures = Annotated[list[str] | None, Option("--measure", metavar="TEXT", help="a measure: what will be done; may be given several times")]
Files = Annotated[
    list[Path] | None,
    Option("--evidence", metavar="FILE", help="an evidence file, copied into the round; may be given several times"),
]
Documents = Annotated[list[str] | None, Option("--document", metavar="NUMBER", help="the number of a document as evidence without a file")]
MeasuresDone = Annotated[bool, Option("--measures-done", help="every measure is done as of today")]
EvidenceKindOption = Annotated[str | None, Option("--kind", metavar=choices(EvidenceKind), help="kind of evidence")]
MeasureKindOption = Annotated[str | None, Option("--kind", metavar=choices(MeasureKind), help="kind of measure")]
SeverityOption = Annotated[str | None, Option("--severity", metavar=choices(Severity), help="how grave it is")]
NatureOption = Annotated[str | None, Option("--nature", metavar=choices(Nature), help="nature of the problem")]
DisciplineOption = Annotated[str | None, Option("--discipline", metavar=choices(Discipline), help="which discipline it touches")]
PowerOption = Annotated[str | None, Option("--power", metavar=choices(Power), help="power node of a key post")]
Headings = Annotated[
    list[str] | None, Option("--path", metavar="TEXT", help="heading above it: first the aspect, then the problem; give it twice")
]
UnitOption = Annotated[str | None, Option("--unit", metavar="CODE", help="the inspected unit", offers=complete.units, remembered=True)]
