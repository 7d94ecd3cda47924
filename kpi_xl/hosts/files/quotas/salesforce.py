"""Salesforce: rows of the object ForecastingQuota, as Data Loader inserts them.

Columns and formats by Salesforce Help, "Forecast Quotas from External Sources" (user, forecast type, amount or quantity, currency,
start date as yyyy-mm-dd), and by the Object Reference (field names; amounts for a revenue forecast, quantities for a quantity forecast).
Columns bear the fields' names, so that Data Loader maps them by itself; User Name is for people alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kpi_xl.errors import NO_VALUE, Finding
from kpi_xl.hosts.files.quotas.form import Cells, People, whole
from kpi_xl.language import Text
from kpi_xl.targets.quotas import Quota
from kpi_xl.units import Unit

USER, FORECAST_TYPE = "005", "0Db"
"""What the ids of these objects begin with."""
_ID = re.compile(r"[A-Za-z0-9]{15}(?:[A-Z0-5]{3})?")
_CHECK_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"


@dataclass(frozen=True)
class SalesforceForm:
    """One row a person and month."""

    people: People
    forecast_type: str  #: id of the ForecastingType that the quotas belong to
    currency: str  #: ISO code
    is_quantity: bool  #: counts go into QuotaQuantity, yen into QuotaAmount
    encoding = "utf-8"
    takes_managers = True  # Salesforce does not add quotas up along the hierarchy

    @property
    def heads(self) -> Sequence[str]:
        amount = ("QuotaQuantity",) if self.is_quantity else ("QuotaAmount", "CurrencyIsoCode")
        return ("User Name", "QuotaOwnerId", "ForecastingTypeId", *amount, "StartDate")

    def findings(self, quotas: Sequence[Quota]) -> list[Finding]:
        found = self.people.missing(quotas)
        if not is_id(self.forecast_type, FORECAST_TYPE):
            found.insert(0, Finding("--forecast-type", self.forecast_type or NO_VALUE, _NO_FORECAST_TYPE, _FIND_FORECAST_TYPE))
        for person in dict.fromkeys(filter(None, map(self.people.of, quotas))):
            if not is_id(person.user_id.text, USER):
                found.append(Finding(person.user_id.place, person.user_id.text or NO_VALUE, _NO_USER.format(name=person.name), _FIND_USER))
        return found

    def row(self, quota: Quota) -> Cells:
        person = self.people.of(quota)
        amount = (whole(quota.amount),) if self.is_quantity else (whole(quota.amount), self.currency)
        return (quota.name, person.user_id.text if person else "", self.forecast_type, *amount, f"{quota.month.start:%Y-%m-%d}")


def is_id(text: str, prefix: str) -> bool:
    """True for an id of 15 characters, or of 18 whose last three fit the others; ids copied through tools that ignore case do not.

    >>> is_id("00599000000Hofh", "005"), is_id("0DbD00000001eQBKAY", "0Db"), is_id("0dbd00000001eqbkay", "0Db")
    (True, True, False)
    """
    return bool(_ID.fullmatch(text)) and text.startswith(prefix) and (len(text) == 15 or text[15:] == _check_characters(text[:15]))


def _check_characters(core: str) -> str:
    """Each says which of five characters are capitals."""
    fives = (core[start : start + 5] for start in (0, 5, 10))
    return "".join(_CHECK_CHARACTERS[sum(1 << place for place, each in enumerate(five) if each.isupper())] for five in fives)


def takes_unit(unit: Unit) -> bool:
    """Salesforce keeps amounts and quantities; a rate is neither."""
    return unit in (Unit.YEN, Unit.COUNT)


_NO_FORECAST_TYPE = Text(
    "は売上予測種別のID（0Db で始まる15桁か18桁）ではありません", "is not the id of a forecast type (15 or 18 characters, beginning with 0Db)"
)
_FIND_FORECAST_TYPE = Text(
    "開発者コンソールで「SELECT Id, MasterLabel FROM ForecastingType」を実行すると分かります",
    "In the Developer Console, SELECT Id, MasterLabel FROM ForecastingType shows it",
)
_NO_USER = Text(
    "は{name}さんのユーザーID（005 で始まる15桁か18桁）ではありません", "is not a user id for {name} (15 or 18 characters, beginning with 005)"
)
_FIND_USER = Text(
    "ユーザーの詳細ページのURL、またはユーザーのレポートにある値をそのまま貼り付けてください。大文字と小文字は区別されます",
    "Paste it as the user's page or a report of users shows it; capitals matter",
)
