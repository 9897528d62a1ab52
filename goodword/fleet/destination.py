"""The folder that results go to, and what in it is finished.

DEST/_plan.json           what was decided; readers of Parquet pass over names that begin with _ or .
DEST/part-00003/*.parquet one finished part: it stands there whole, or not at all
DEST/_work/sales/part=3/slice=0/*.parquet   sales sorted into parts; _SUCCESS beside them once all are there
DEST/_work/scored         the part that is being made
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet as pq
from django.utils.translation import gettext as _

from goodword.accounts.holding import lock

from .plan import Plan
from .refused import Refused
from .shapes import SCORES

COMING = "_plan.coming"


@dataclass(frozen=True, slots=True)
class Destination:
    folder: Path

    @property
    def sales(self) -> Path:
        return self.folder / "_work" / "sales"

    def sales_of(self, part: int) -> Path:
        return self.sales / f"part={part}"

    def refuse_within(self, folders: Sequence[Path]) -> None:
        for one in folders:
            here = self.folder.resolve()
            if here == one.resolve() or one.resolve() in here.parents:
                told = {"folder": self.folder, "source": one}
                raise Refused(
                    _("%(folder)s lies in %(source)s: results would be read as sales. Name another.") % told
                )

    def plan(self) -> Plan | None:
        """What was begun here, if anything; refuses a folder that holds something else."""
        if not self.folder.exists():
            return None
        if not self.folder.is_dir():
            raise Refused(_("%(folder)s is a file. Name a folder for the results.") % {"folder": self.folder})
        path = self.folder / "_plan.json"
        if path.exists():
            try:
                return Plan.from_json(path.read_text(encoding="utf-8"))
            except (ValueError, TypeError, KeyError) as error:
                raise Refused(
                    _("%(path)s was not written by this Goodword. Name a new folder.") % {"path": path}
                ) from error
        ours = ("_lock", COMING)
        if seen := sorted(one.name for one in self.folder.iterdir() if one.name not in ours):
            told = {"folder": self.folder, "seen": seen[0]}
            raise Refused(
                _("%(folder)s holds something else (%(seen)s). Name an empty or a new folder.") % told
            )
        return None

    @contextmanager
    def held(self) -> Iterator[None]:
        """One run at a time; a killed one lets go by dying."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "_lock").open("a") as file:
            try:
                lock(file, wait=False)
            except OSError as error:
                raise Refused(
                    _("Another run is writing into %(folder)s.") % {"folder": self.folder}
                ) from error
            yield

    def keep_plan(self, plan: Plan) -> None:
        coming = self.folder / COMING
        coming.write_text(plan.to_json(), encoding="utf-8")
        os.replace(coming, self.folder / "_plan.json")

    def is_sorted(self) -> bool:
        return (self.sales / "_SUCCESS").exists()

    def finished(self, part: int) -> bool:
        return self._part(part).exists()

    @contextmanager
    def making(self, part: int) -> Iterator[Path]:
        """A folder to write a part into, which is in its place once the block has ended well."""
        scored = self.folder / "_work" / "scored"
        shutil.rmtree(scored, ignore_errors=True)
        scored.parent.mkdir(exist_ok=True)
        yield scored
        if not any(scored.glob("*.parquet")):
            scored.mkdir(exist_ok=True)
            pq.write_table(SCORES.empty_table(), scored / "scores.parquet")
        os.rename(scored, self._part(part))

    def tidy(self) -> None:
        shutil.rmtree(self.folder / "_work", ignore_errors=True)

    def n_people(self) -> int:
        return sum(pq.read_metadata(path).num_rows for path in self.folder.glob("part-*/*.parquet"))

    def _part(self, part: int) -> Path:
        return self.folder / f"part-{part:05d}"
