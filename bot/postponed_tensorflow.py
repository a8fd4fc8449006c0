"""Keeps TensorFlow out of the server for as long as nothing uses it.

Every Rasa policy imports ``rasa.utils.train_utils``, and with it two modules whose classes derive from Keras; that
alone costs seconds and some 270 MB, though only neural components ever make an object of these classes. Stand-ins
of the same names take their place and load the real classes when the first object is made.
"""
from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any

_POSTPONED = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaDataGenerator", "RasaBatchDataGenerator"),
}


def postpone_tensorflow() -> None:
    """To be called before anything of ``rasa.core`` is imported; does nothing where it is already."""
    for module, names in _POSTPONED.items():
        if module not in sys.modules:
            sys.modules[module] = _stand_in(module, names)


def _stand_in(module: str, names: tuple[str, ...]) -> ModuleType:
    stand_in = ModuleType(module)

    def real(name: str) -> Any:
        if sys.modules.get(module) is stand_in:
            del sys.modules[module]
        return getattr(importlib.import_module(module), name)

    def postponed(name: str) -> type:
        def make(_cls: type, *args: Any, **kwargs: Any) -> Any:
            return real(name)(*args, **kwargs)

        return type(name, (), {"__new__": make})

    for name in names:
        setattr(stand_in, name, postponed(name))
    return stand_in
