"""The door: Pydantic models, made from the declarations, which say what a record may hold and turn its strings into values.

What passes is handed on as the plain records of `issue` and `round`. The JSON Schema for editors is generated from these models.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    create_model,
)
from pydantic_core import PydanticCustomError

from inspect_cli.domain.record import shape
from inspect_cli.domain.record.declaration import Declared, fields_of, form_of
from inspect_cli.domain.record.forms import Form
from inspect_cli.domain.record.shape import SHAPES, Shape, Unfit

T = TypeVar("T")


class Model(BaseModel):
    """What all models have in common."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=False)


@cache
def model_of(record: type) -> type[Model]:
    """The model of a record, as its fields are declared; named for it, so that complaints and schema can tell which it is."""
    fields: dict[str, Any] = {name: _field(one) for name, one in fields_of(record).items()}
    return create_model(f"{record.__name__}Model", __base__=Model, **fields)


def plain(found: Model, record: type) -> Any:
    """The plain record of what passed the door."""
    return record(**{name: _plain(getattr(found, name), one) for name, one in fields_of(record).items()})


def _plain(value: object, declared: Declared) -> object:
    if isinstance(value, Model) and declared.part:
        return plain(value, declared.part)
    if isinstance(value, tuple) and declared.part:
        return tuple(_plain(item, declared) for item in value)
    return value


def _field(declared: Declared) -> tuple[Any, Any]:
    kind = _kind(declared.kind, declared.form)
    more: dict[str, Any] = {"alias": declared.key} if declared.key != declared.name else {}
    if declared.known.filled:
        return kind, Field(min_length=1, **more)
    if declared.required:
        return kind, Field(**more)
    empty: Any = {} if isinstance(declared.default, Mapping) else declared.default
    return (kind if empty is not None else kind | None), Field(empty, **more)


def _kind(kind: Any, form: Form | Shape[Any] | None) -> Any:
    """The type as Pydantic judges it."""
    if isinstance(form, Form):
        return Annotated[str, AfterValidator(_inside_the_round) if form.inside else StringConstraints(pattern=f"^{form.pattern}$")]
    if kind in SHAPES:
        wanted = form or SHAPES[kind]
        return Annotated[kind, BeforeValidator(_reads_as(wanted)), _schema(wanted)]
    if dataclasses.is_dataclass(kind):
        return model_of(kind)  # type: ignore[arg-type]
    if get_origin(kind) is tuple:
        return tuple[_kind(*form_of(get_args(kind)[0])), ...]  # type: ignore[misc]
    if get_args(kind):
        return dict[str, _kind(get_args(kind)[1], None)]  # type: ignore[misc]
    return kind


def _reads_as(wanted: Shape[T]) -> Callable[[object], T]:
    def check(value: object) -> T:
        try:
            return wanted.of(value)
        except Unfit as error:
            raise PydanticCustomError(wanted.name, wanted.name) from error

    return check


def _inside_the_round(path: str) -> str:
    if not shape.is_inside_the_round(path):
        raise PydanticCustomError("outside", "outside")
    return path


def _schema(wanted: Shape[Any]) -> WithJsonSchema:
    """How editors are told of a value: text by its pattern, numbers and truth as such."""
    told: dict[Shape[Any], dict[str, Any]] = {
        shape.MONEY: {"type": "number", "minimum": 0},
        shape.COUNT: {"type": "integer", "minimum": 0},
        shape.TRUTH: {"type": "boolean"},
        shape.PLACES: {"type": "integer", "minimum": 0, "maximum": 2},
    }
    return WithJsonSchema(told.get(wanted) or {"type": "string", "pattern": f"^{wanted.pattern}$"})
