# Whole for the digests that hashlib has.
import hashlib as _hashlib

_BLOCKS = {"md5": 64, "sha1": 64, "sha224": 64, "sha256": 64, "sha384": 128, "sha512": 128}


def _digest(name, data):
    if name == "md5":
        return _hashlib.md5(data)
    if name == "sha1":
        return _hashlib.sha1(data)
    if name == "sha224":
        return _hashlib.sha224(data)
    if name == "sha256":
        return _hashlib.sha256(data)
    if name == "sha384":
        return _hashlib.sha384(data)
    if name == "sha512":
        return _hashlib.sha512(data)
    raise ValueError(f"unsupported hash type {name}")


def _name(digestmod):
    if not digestmod:
        raise TypeError("Missing required argument 'digestmod'.")
    if type(digestmod) is str:
        return digestmod.lower()
    return digestmod(b"").name


class HMAC:
    def __init__(self, key, msg=None, digestmod=""):
        if type(key) is not bytes:
            raise TypeError(f"key: expected bytes or bytearray, but got {type(key).__name__!r}")
        self._kind = _name(digestmod)
        self.name = "hmac-" + self._kind
        self.block_size = _BLOCKS.get(self._kind, 64)
        if len(key) > self.block_size:
            key = _digest(self._kind, key).digest()
        self._key = key + b"\x00" * (self.block_size - len(key))
        self.digest_size = len(_digest(self._kind, b"").digest())
        self._data = b""
        if msg is not None:
            self.update(msg)

    def update(self, msg):
        self._data += msg

    def copy(self):
        other = HMAC(b"", self._data, self._kind)
        other._key = self._key
        return other

    def _whole(self):
        inner = _digest(self._kind, _masked(self._key, 0x36) + self._data).digest()
        return _digest(self._kind, _masked(self._key, 0x5C) + inner)

    def digest(self):
        return self._whole().digest()

    def hexdigest(self):
        return self._whole().hexdigest()


def _masked(key, mask):
    return bytes.fromhex("".join([f"{b ^ mask:02x}" for b in key]))


def new(key, msg=None, digestmod=""):
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    return HMAC(key, msg, digest).digest()


def compare_digest(a, b):
    return a == b
