"""Analyzers for tests: tame ones, and ones that do to their process what hostile pictures do."""
