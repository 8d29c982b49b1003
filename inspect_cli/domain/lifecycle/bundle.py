"""One command may bring everything that a move needs: this is the act, and what comes before it, as acts of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inspect_cli.domain.lifecycle.act import Act
from inspect_cli.domain.record.issue import Evidence, Issue, Measure
from inspect_cli.domain.words import Did, EvidenceKind, MeasureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Bundle:
    """An act with the measures and evidence that come with it."""

    act: Act
    measures: tuple[str, ...] = ()
    measure_kind: MeasureKind | None = None
    all_measures_done: bool = False
    pieces: tuple[Evidence, ...] = ()

    def acts(self, issue: Issue) -> list[Act]:
        """Measures, evidence, measures done, then the act itself, each with its own entry in the history."""
        plain = Act(verb=Did.MEASURE, by=self.act.by, at=self.act.at)
        # the measures that come with a start are due with it
        due = self.act.due if self.act.verb in (Did.START, Did.REGISTER) else None
        acts = [replace(plain, measure=Measure(id="", text=said, kind=self.measure_kind, due=due)) for said in self.measures]
        acts += [replace(plain, verb=Did.EVIDENCE, evidence=piece) for piece in self.pieces]
        undone = tuple(measure.id for measure in issue.measures if measure.done_on is None)
        if self.all_measures_done and undone:
            acts.append(replace(plain, measures_done=undone, done_on=self.act.done_on))
        return acts if self._is_only_its_parts or self.act.verb is Did.REGISTER else [*acts, self.act]

    @property
    def _is_only_its_parts(self) -> bool:
        """`evidence add`, `measure done --all`: there is no act beside what it brings."""
        act = self.act
        return act.verb in (Did.MEASURE, Did.EVIDENCE) and not (act.drop or act.measures_done or act.measure)


def paper(number: str, kind: EvidenceKind | None, note: str = "") -> Evidence:
    """A piece of evidence that is a document without a file; its id is given out by `decide`."""
    return Evidence(id="", document=number, kind=kind or EvidenceKind.OTHER, note=note)
