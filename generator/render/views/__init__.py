"""From the nouns of `model` to the values that templates show. Plain functions; nothing here writes HTML."""
