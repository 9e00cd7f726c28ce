"""What every layer leans on: errors, paths, time, texts, identifiers. Standard library only."""
