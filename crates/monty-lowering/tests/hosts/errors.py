def attempt(n):
    try:
        return call(n)
    except ConnectionError as e:
        return f"connection {type(e).__name__}: {e} {e.args} {e!r}"
    except (TimeoutError, EOFError) as e:
        return f"other {type(e).__name__} {e}"
    except OSError as e:
        return f"os {type(e).__name__} {e} {isinstance(e, ConnectionError)}"
    except Exception as e:
        return f"any {type(e).__name__} {e} {isinstance(e, OSError)}"


for n in range(8):
    print(n, attempt(n))
try:
    call(1)
except OSError as e:
    print(type(e).__name__, repr(e), isinstance(e, ConnectionError), type(e) is ConnectionResetError)
try:
    call(2)
except Exception as e:
    print(f"{type(e).__name__}: {e}", type(e).__mro__[1].__name__)
try:
    try:
        call(0)
    except ConnectionError as e:
        raise RuntimeError("gave up") from e
except RuntimeError as e:
    print(e, repr(e.__cause__))
try:
    try:
        call(1)
    except ConnectionError:
        print("once")
        raise
except Exception as e:
    print("again", type(e).__name__, e)


def retry(f, times):
    last = None
    for _ in range(times):
        try:
            return f()
        except (ConnectionError, TimeoutError) as e:
            last = e
    raise last


try:
    retry(lambda: call(0), 2)
except ConnectionError as e:
    print("retried", e)
call(5)
