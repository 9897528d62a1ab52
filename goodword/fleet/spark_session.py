"""Spark itself: found or started, and what it says when it stops."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from .refused import Refused

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

JAR = "postgresql-*.jar"
JAR_FOLDERS = ("/usr/share/java", "~/.m2/repository/org/postgresql", "~/.ivy2/jars", "~/.ivy2.5.2/jars")


@contextmanager
def session_of(master: str, jar: str) -> Iterator["SparkSession"]:
    """Spark as it runs already, or a session of our own that ends with the block."""
    try:
        from pyspark import SparkConf
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise Refused(
            _("Spark is not installed here. pip install 'goodword[fleet]' brings it; or: --engine local")
        ) from error
    if running := SparkSession.getActiveSession():
        yield running
        return
    if not java():
        raise Refused(
            _(
                "Spark needs Java 17 or newer, and there is none (JAVA_HOME, PATH). Install it; or: --engine local"
            )
        )
    conf = SparkConf()
    master = master or conf.get("spark.master", "local[*]")
    if master.startswith("local"):
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        conf.setIfMissing("spark.driver.host", "127.0.0.1").setIfMissing(
            "spark.driver.bindAddress", "127.0.0.1"
        )
        conf.setIfMissing("spark.sql.shuffle.partitions", str(2 * (os.cpu_count() or 1)))
    if jar := _jar(jar):
        conf.set("spark.jars", ",".join(filter(None, [conf.get("spark.jars", ""), jar])))
    conf.setIfMissing("spark.ui.enabled", "false").setIfMissing("spark.ui.showConsoleProgress", "false")
    with in_words():
        session = (
            SparkSession.builder.config(conf=conf).master(master).appName("goodword fleet").getOrCreate()
        )
    session.sparkContext.setLogLevel("ERROR")
    try:
        yield session
    finally:
        session.stop()


def java() -> str | None:
    at_home = Path(os.environ.get("JAVA_HOME", "/nowhere")) / "bin" / "java"
    return str(at_home) if at_home.exists() else shutil.which("java")


def _jar(given: str) -> str:
    """PostgreSQL's driver for Java: as named, or where it usually lies; "" if there is none, which only matters to
    whoever reads from PostgreSQL."""
    if given:
        if not Path(given).is_file():
            raise Refused(
                _("There is no file %(given)s. It should be PostgreSQL's driver for Java.") % {"given": given}
            )
        return given
    found = [path for folder in JAR_FOLDERS for path in sorted(Path(folder).expanduser().rglob(JAR))]
    return str(found[-1]) if found else ""


@contextmanager
def in_words() -> Iterator[None]:
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        said = [line.strip() for line in str(error).splitlines() if line.strip()]
        why = next(
            (line for line in said if "org.postgresql.Driver" in line),
            said[0] if said else type(error).__name__,
        )
        if "org.postgresql.Driver" in why:
            raise Refused(
                _(
                    "Spark reads PostgreSQL through its driver for Java: name it with --jdbc-jar postgresql-42.x.jar"
                )
            ) from error
        raise Refused(
            _("Spark stopped: %(why)s\nWhat is finished is kept; the same command goes on from there.")
            % {"why": why}
        ) from error
