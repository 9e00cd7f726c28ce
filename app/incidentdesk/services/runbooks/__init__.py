"""Runbooks: written, found, gone through, with commands that run only after approval and confirmation."""
