"""Restricted incidents: who may open them, their evidence, and the notice that the law asks for."""
