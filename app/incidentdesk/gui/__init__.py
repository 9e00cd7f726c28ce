"""The window: the only folder that knows Qt."""

from incidentdesk.gui.bindings import read_no_sources

read_no_sources()
