"""How every sheet looks: the workbooks of a plan and the monthly report; sole authority for cell addresses."""
