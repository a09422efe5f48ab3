"""One analyzer a file. Each describes itself in `ANALYZER` and does its work in `run(picture)`; all are discovered."""
