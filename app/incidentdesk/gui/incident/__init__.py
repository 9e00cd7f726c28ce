"""The incident room: the stages as forms, the timeline beside them, the report at the end."""
