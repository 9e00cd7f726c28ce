"""Many incidents at once: asked for, counted, searched, compared, and acted on together."""
