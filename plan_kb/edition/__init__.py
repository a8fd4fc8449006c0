"""Editions: immutable, numbered snapshots of the published knowledge base."""
