"""Open Backstory: from a folder of pictures to a site that shows where each picture's evidence comes from."""

__version__ = "0.1.0"
