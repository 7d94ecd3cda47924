"""What the buttons do, in any host: each is one function of the `Host` that carries it; `catalogue` lists them all.

A command gives what is to be said when it is done, or nothing. It raises `KpiError` for what a person has to
correct. `running` says either in one dialogue, and undoes what a command that failed has changed.
"""
