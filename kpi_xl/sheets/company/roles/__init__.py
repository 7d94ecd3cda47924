"""②③④⑤ of the company: a section a role, one below the other."""
