"""Delay an import until something in the module is used."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class PromisedModule(ModuleType):
    """Stands for a module that isn't loaded yet; the first access to an attribute loads it.

    importlib's own LazyLoader can't do this: an `import` statement accesses the module, and so loads it.
    """

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def put_off(name: str) -> None:
    """Make `import name` load nothing until the module is used, unless it is already loaded."""
    sys.modules.setdefault(name, PromisedModule(name))
