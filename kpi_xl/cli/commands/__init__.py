"""The commands as they are declared: names, options, help and examples; what each does is imported when it runs."""
