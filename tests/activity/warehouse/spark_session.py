"""A Spark session with two executor processes on this machine."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

EXECUTORS = 2
LONGEST = 240
"""Seconds; the tests take a tenth to a half of it."""
NO_JAVA = "Java not found: install default-jre-headless, Spark runs in it"
JAVA = shutil.which("java") or (os.environ.get("JAVA_HOME") and shutil.which(f"{os.environ['JAVA_HOME']}/bin/java"))

# Small logs and few cores: starting must be quick, nothing gains from compiling well.
_JAVA_OPTIONS = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"
_SETTINGS = {
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "768m",
    "spark.driver.extraJavaOptions": _JAVA_OPTIONS,
    "spark.executor.memory": "512m",
    "spark.executor.extraJavaOptions": _JAVA_OPTIONS,
    "spark.scheduler.minRegisteredResourcesRatio": "1.0",  # both executors are there before anything runs
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.session.timeZone": "Asia/Tokyo",  # not the machine's: days must not depend on it
    "spark.sql.shuffle.partitions": "2",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}


@contextmanager
def session() -> Iterator[SparkSession]:
    """A session; what still runs after LONGEST is cancelled, so that a lost executor fails a test and hangs nothing."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("kpi-xl tests").master(f"local-cluster[{EXECUTORS},1,512]")
    for key, value in _SETTINGS.items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    bound = threading.Timer(LONGEST, spark.sparkContext.cancelAllJobs)
    bound.daemon = True
    bound.start()
    try:
        yield spark
    finally:
        bound.cancel()
        spark.stop()
