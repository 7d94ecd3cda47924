"""Goals as sentences: what the columns of a KPI say, composed by a formula. The twin of `composed` in kpi_xl.smart."""

from __future__ import annotations

from datetime import date
from functools import partial

from kpi_xl.definitions import Direction, Kpi, RoleTemplate
from kpi_xl.language import spoken
from kpi_xl.sheets.formula_texts import day_in_sentence, literal
from kpi_xl.sheets.role.parts import names
from kpi_xl.sheets.role.parts.figures import Figures
from kpi_xl.sheets.role.parts.formulas import sentence
from kpi_xl.sheets.role.parts.wording import figure_formula, figure_words, purpose_words
from kpi_xl.smart import GoalColumns
from kpi_xl.smart.rewriting.composed import BLANKS, CLAUSE_ENDS, NEGATION, SENTENCES, VERBS, composed
from kpi_xl.units import Unit


def goal_sentence(kpi: Kpi, figures: Figures, role: RoleTemplate) -> tuple[str, str]:
    """The formula that composes a KPI's goal, and what it says in a new workbook, which knows no present value yet."""
    baseline, target = names.baseline_name(kpi.id), names.target_name(kpi.id)
    blanks, falls = BLANKS[spoken()], kpi.direction is Direction.LOWER
    up, down = (literal(VERBS[spoken()]["rate" if is_rate(kpi) else "count"][lower]) for lower in (False, True))
    parts = {
        "what": literal(str(kpi.label)),
        "baseline": f"IF(ISNUMBER({baseline}),{figure_formula(kpi, baseline)},{literal(blanks['baseline'])})",
        "target": f"IF(ISNUMBER({target}),{figure_formula(kpi, target)},{literal(blanks['target'])})",
        "deadline": day_in_sentence(f"EOMONTH({names.PLAN_MONTH},0)"),
        "purpose": _purpose(names.purpose_name(kpi.id)),
        "verb": f"IF(COUNT({baseline},{target})=2,IF({target}<{baseline},{down},{up}),{down if falls else up})",
    }
    formula, _ = sentence(SENTENCES[spoken()], {mark: (part, "") for mark, part in parts.items()})
    return formula, composed(columns_of(kpi, None, figures.target(kpi), figures.due, purpose_words(role, kpi)), spoken())


def columns_of(kpi: Kpi, baseline: float | None, target: float, due: date, purpose: str) -> GoalColumns:
    """A KPI's row of ③."""
    is_lower_better = kpi.direction is Direction.LOWER
    return GoalColumns(str(kpi.label), baseline, target, due, purpose, partial(figure_words, kpi), is_rate(kpi), is_lower_better)


def is_rate(kpi: Kpi) -> bool:
    """True of what is raised and lowered; counts and amounts grow and fall."""
    return kpi.unit in (Unit.RATE, Unit.SCORE, Unit.RATIO)


def _purpose(cell: str) -> str:
    if spoken() == "ja":
        is_clause = f'OR(RIGHT({cell},{len(NEGATION)})={literal(NEGATION)},ISNUMBER(FIND(RIGHT({cell},1),{literal(CLAUSE_ENDS)})))'
        return f'IF({cell}="","",{cell}&IF({is_clause},"ために、","のために、"))'
    first = f"IF(EXACT(LEFT({cell},2),PROPER(LEFT({cell},2))),LOWER(LEFT({cell},1)),LEFT({cell},1))"
    return f'IF({cell}="","",SUBSTITUTE(" in order to "&{first}&MID({cell},2,LEN({cell}))," to to "," to ",1))'
