# `ABC`, `ABCMeta` as a metaclass, `abstractmethod` and `abstractproperty`.
from abc import ABC, ABCMeta, abstractmethod, abstractproperty
