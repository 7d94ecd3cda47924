"""Spark, by pyspark."""

from __future__ import annotations

import os
import warnings
from typing import Any
from urllib.parse import urlsplit

from py4j.protocol import Py4JError  # type: ignore[import-untyped]
from pyspark.errors import PySparkException
from pyspark.sql import DataFrame, SparkSession

from kpi_xl.activity.warehouse.address import Address
from kpi_xl.activity.warehouse.translation import Statement


class Spark:
    """``spark://master:7077`` is a cluster whose driver is this process, ``sc://host:15002`` a Spark Connect server.

    The token of a Spark Connect server stands in SPARK_REMOTE, which is used where it names the same server. A session
    that this process already has is used and left open: notebooks and jobs keep their settings.
    """

    def __init__(self, address: Address) -> None:
        active = SparkSession.getActiveSession()
        self._session = active or _begun(address)
        self._is_ours = active is None

    @staticmethod
    def errors() -> tuple[type[Exception], ...]:
        return PySparkException, Py4JError

    def columns(self, statement: Statement) -> dict[str, str]:
        return {name: kind.partition("(")[0] for name, kind in self._asked(statement).dtypes}

    def rows(self, statement: Statement) -> list[Any]:
        return list(self._asked(statement).collect())

    def _asked(self, statement: Statement) -> DataFrame:
        text, bound = statement.as_named()
        return self._session.sql(text, args=bound)

    def close(self) -> None:
        if self._is_ours:
            self._session.stop()


def _begun(address: Address) -> SparkSession:
    builder: Any = SparkSession.builder.appName("kpi-xl")
    url, to = address.url, builder.master
    if address.parts.scheme == "sc":
        remote = os.environ.get("SPARK_REMOTE", "")
        url, to = remote if urlsplit(remote).netloc == address.parts.netloc else url, builder.remote
    with warnings.catch_warnings():  # it warns of pandas' version, and no frame of pandas goes either way here
        warnings.simplefilter("ignore")
        session: SparkSession = to(url).getOrCreate()
    return session
