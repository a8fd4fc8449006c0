"""The structured knowledge base of a district's action plan: tables, editions, linking and answering.

This package knows neither Rasa nor a web framework (``plan_kb.console`` aside).
"""
