"""The room in which incidents come in and go out: imports, exports, and the imports so far."""
