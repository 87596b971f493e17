# `contextmanager`, `asynccontextmanager`, `suppress`, `closing`, `nullcontext` and `ExitStack`; `aclosing`, `AsyncExitStack`, `ContextDecorator` and `redirect_stdout` are left out.
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager, closing, contextmanager, nullcontext, suppress
