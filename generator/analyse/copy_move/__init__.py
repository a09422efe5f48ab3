"""Copy-move: parts of a picture that were copied to another place of the same picture."""
