"""The kinds of value that come in, as strict as they are documented: nothing is guessed."""

from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from goodword.lib.money import CENTS_MAX

# No control characters: nobody types them, and PostgreSQL cannot keep the first of them.
PLAIN = r"^[^\x00-\x1f\x7f]*$"


def text(most: int, least: int = 0) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=least, max_length=most, pattern=PLAIN)


def _day(value: Any) -> date:
    if isinstance(value, str) and len(value) == 10:
        try:
            found = date.fromisoformat(value)
        except ValueError:
            pass
        else:
            if found.year >= 1900:
                return found
    raise PydanticCustomError("day", "not a date")


def _moment(value: Any) -> datetime:
    try:
        found = datetime.fromisoformat(value)
        if found.tzinfo is not None and 1900 <= found.year <= 9000:
            return found
    except (TypeError, ValueError):
        pass
    raise PydanticCustomError("moment", "not a moment")


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]
Cents = Annotated[int, Strict(), Field(ge=-CENTS_MAX, le=CENTS_MAX)]
Code = Annotated[str, StringConstraints(max_length=12, pattern=r"^[0-9A-Za-z]*$")]


class In(BaseModel):
    """What comes in. A field that we do not know is a mistake, and is told."""

    model_config = ConfigDict(extra="forbid")


Item = TypeVar("Item")


class Page(Schema, Generic[Item]):
    """`next` is the `after` of the next page; null on the last."""

    per_page: int
    next: str | None
    items: list[Item]


class Asked(In):
    """Which page, and how much of it."""

    per_page: Annotated[int, Field(ge=1, le=100)] = 25
    after: Code = ""

    @model_validator(mode="before")
    @classmethod
    def with_what_is_unknown(cls, told: Any, info: ValidationInfo) -> Any:
        """A filter with a slip in its name would else give everybody, in silence."""
        query = info.context["request"].GET if info.context else {}
        return {name: query[name] for name in query if name not in cls.model_fields} | dict(told)
