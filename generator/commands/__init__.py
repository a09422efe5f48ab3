"""The subcommands of `backstory`, one a module; each has a `command`."""
