"""What benchmarks/company.py measures in LibreOffice; runs on a Python that has `uno`.

``inside_company.py REGISTERING SOFFICE PROFILE WORKBOOK`` prints one line of JSON: seconds.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

RUNS = 3


def main(registering: str, soffice: str, profile: str, workbook: str) -> None:
    sys.path.insert(0, registering)
    from own_office import OwnOffice

    with OwnOffice(soffice, Path(profile)) as office:
        seconds = [_measured(office, Path(workbook).as_uri()) for _ in range(RUNS)]
    print(json.dumps({what: min(each[what] for each in seconds) for what in seconds[0]}))


def _measured(office, url):
    begin = time.perf_counter()
    document = _opened(office, url)
    loaded = time.perf_counter()
    document.calculateAll()
    calculated = time.perf_counter()
    document.close(True)
    return {"loaded": loaded - begin, "calculated": calculated - loaded}


def _opened(office, url):
    from com.sun.star.beans import PropertyValue

    hidden = PropertyValue()
    hidden.Name, hidden.Value = "Hidden", True
    return office.desktop.loadComponentFromURL(url, "_blank", 0, (hidden,))


if __name__ == "__main__":
    main(*sys.argv[1:])
