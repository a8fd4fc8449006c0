"""Teaches the sentence encoder what questions ask: ``python -m bot.adapter`` writes ``bot/nlu/intent_adapter.npz``.

Not a part of training or serving: it is run when the training data has changed much (about half an hour on two cores).
"""
