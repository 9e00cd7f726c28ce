"""The command field on top: numbers, text, people, views and commands in one list."""
