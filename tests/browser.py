"""A real browser for the tests: Chromium without a window, and axe, which reads a page as people with screen readers meet it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next((found for name in ("chromium", "chromium-browser", "google-chrome") if (found := shutil.which(name))), None)
DRIVER = shutil.which("chromedriver")
BROWSER = CHROMIUM and DRIVER
NO_BROWSER = "Chromium and its driver not found: install chromium and chromium-driver"

needs_browser = pytest.mark.needs_browser


@contextmanager
def browser(width: int, height: int = 900) -> Iterator[Any]:
    """A browser whose page is *width* pixels wide."""
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    driver = webdriver.Chrome(options, Service(str(DRIVER)))
    try:
        # a window is never narrower than 500 pixels: the page's own width is set as for a phone
        screen = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        yield driver
    finally:
        driver.quit()


def opened(driver: Any, page: Path) -> None:
    """Open *page*, with all that is folded away unfolded."""
    driver.get(page.resolve().as_uri())
    driver.execute_script("document.querySelectorAll('details').forEach(each => { each.open = true })")


def axe_findings(driver: Any) -> list[str]:
    """What axe finds on the open page: rule, and the first place."""
    driver.execute_script((files("axe_core_python") / "axe.min.js").read_text("utf-8"))
    found = driver.execute_async_script("const done = arguments[arguments.length - 1]; axe.run().then(done)")
    return [f"{each['id']}: {each['help']} ({each['nodes'][0]['html'][:120]})" for each in found["violations"]]
