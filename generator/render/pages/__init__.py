"""Page families: each puts contexts together and gives the files of one kind of page."""
