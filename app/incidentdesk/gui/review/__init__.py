"""The review of a major incident: drafts beside its fields, the check of its language, pasted timelines."""
