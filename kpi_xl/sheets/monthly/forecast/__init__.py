"""The page 見込みの推移と精度: how a landing moved over the month, what moved it, and what came of past ones."""
