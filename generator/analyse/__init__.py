"""The analyse stage: everything that can be read and measured on one picture, run by run."""
