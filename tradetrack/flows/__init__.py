"""Flows larger than memory: read, added up on an engine, and screened as arrays."""
