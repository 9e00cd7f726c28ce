"""Changing many incidents at once: what is asked, the preview, the progress, the result and the way back."""
