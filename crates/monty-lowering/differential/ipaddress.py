IMPORTS = """import ipaddress
import itertools

def some(iterable):
    return list(itertools.islice(iterable, 5))"""

OF_ADDRESS = ("version max_prefixlen compressed exploded packed reverse_pointer is_global is_private is_multicast is_reserved "
              "is_loopback is_link_local is_unspecified").split()
OF_SIX = "ipv4_mapped sixtofour teredo scope_id is_site_local".split()
OF_NETWORK = ("network_address broadcast_address netmask hostmask prefixlen num_addresses with_prefixlen with_netmask with_hostmask "
              "is_multicast is_reserved is_loopback is_link_local is_unspecified compressed exploded version reverse_pointer").split()
OF_INTERFACE = "ip network with_prefixlen with_netmask with_hostmask netmask hostmask packed".split()
ODD_4 = ["", "1.2.3", "1.2.3.4.5", "a.b.c.d", "1.2.3.256", "01.2.3.4", "1..2.3", "1.2.3.4/", "1.2.3.1234", "1.2.3.-1", " 1.2.3.4"]
# CPython has learned since 3.11 which addresses of IPv6 are special, and where mapped ones belong: those are left out.
ODD_6 = ["", ":", "1:2", "::1::2", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "g::", "::1%", "1:2:3:4:5:6:7:", "::1.2.3",
         "::1.2.3.256", ":1:2:3:4:5:6:7", "1::2:", "1:2:3:4:5:6:7::", "::/0", "::1", "::", "fe80::1", "ff02::1", "2001:db8::1",
         "2001:0:4136:e378:8000:63bf:3fff:fdd2", "fec0::1", "fc00::1", "fe80::1%eth0"]
SIGNS = ["<", "<=", ">", ">=", "==", "!="]


def four(choose):
    if choose.random() < 0.15:
        return choose.choice(ODD_4)
    return ".".join([str(choose.choice([0, 1, 10, 127, 169, 172, 192, 168, 224, 255, 240, 100, 64, choose.randint(0, 255)])) for _ in range(4)])


def six(choose):
    if choose.random() < 0.4:
        return choose.choice(ODD_6)
    size = choose.randint(1, 7)
    parts = [f"{choose.choice([0x3001, 0x3002])}"] + [f"{choose.choice([0, 0, 1, choose.randint(0, 65535)]):x}" for _ in range(size - 1)]
    at = choose.randint(1, size)
    return ":".join(parts[:at]) + "::" + ":".join(parts[at:])


def block(choose):
    if choose.random() < 0.1:
        return four(choose) + choose.choice(["", "/33", "/-1", "/a", "/255.255.255.0", "/0.0.0.255", "/255.0.255.0", "/", "/8/8"])
    length, number = choose.randint(0, 32), choose.getrandbits(32)
    if choose.random() < 0.8:
        number &= (1 << 32) - (1 << 32 - length)
    return ".".join([str(number >> shift & 255) for shift in (24, 16, 8, 0)]) + f"/{length}"


def wide_block(choose):
    length = choose.randint(16, 128)
    number = (0x3001 << 112 | choose.getrandbits(112)) & (1 << 128) - (1 << 128 - length)
    return ":".join([f"{number >> shift & 65535:x}" for shift in range(112, -1, -16)]) + f"/{length}"


def address(choose):
    return f"ipaddress.ip_address({(four(choose) if choose.random() < 0.5 else six(choose))!r})"


def network(choose):
    if choose.random() < 0.6:
        return f"ipaddress.ip_network({block(choose)!r}{choose.choice(['', ', strict=False', ', False'])})"
    return f"ipaddress.ip_network({wide_block(choose)!r})"


def collapsed(choose):
    parts = []
    for _ in range(choose.randint(0, 7)):
        if choose.random() < 0.5:
            text = f"10.0.{choose.randint(0, 7)}.{choose.choice([0, 128])}/{choose.choice([24, 25, 26])}"
            parts.append(f"ipaddress.ip_network({text!r}, strict=False)")
        else:
            parts.append(f"ipaddress.ip_address('10.0.0.{choose.randint(0, 7)}')")
    return f"list(ipaddress.collapse_addresses([{', '.join(parts)}]))"


def expression(choose):
    one, net = address(choose), network(choose)
    face = f"ipaddress.ip_interface({block(choose)!r})"
    part = f"ipaddress.ip_network('10.0.{choose.randint(0, 255)}.0/{choose.randint(20, 30)}', strict=False)"
    return choose.choice([
        one, f"{one}.{choose.choice(OF_ADDRESS)}", f"{one}.{choose.choice(OF_ADDRESS)}", f"ipaddress.IPv6Address({six(choose)!r}).{choose.choice(OF_SIX)}",
        f"ipaddress.IPv4Address({four(choose)!r})", f"ipaddress.IPv6Address({six(choose)!r})", f"{one} {choose.choice(SIGNS)} {address(choose)}",
        f"{one} {choose.choice('+-')} {choose.choice([0, 1, 255, 65536, -1, 1 << 40])}", f"(str({one}), int({one}))",
        f"format({one}, {choose.choice(['', 's', '>20', 'b', 'x', 'X', '#x', '_b', '#_x', 'n', '#n', '>20s', '#_X'])!r})", net,
        f"{net}.{choose.choice(OF_NETWORK)}", f"{net}.{choose.choice(OF_NETWORK)}", f"{one} in {net}",
        f"some({net}.{choose.choice(['hosts()', 'subnets()', 'subnets(2)', 'subnets(new_prefix=28)', 'subnets(prefixlen_diff=3)'])})", f"some({net})",
        f"{net}.{choose.choice(['supernet()', 'supernet(2)', 'supernet(new_prefix=8)', 'supernet(prefixlen_diff=9)'])}",
        f"{net}[{choose.choice([0, 1, -1, 5, 300, -300])}]", f"{net}.{choose.choice(['overlaps', 'subnet_of', 'supernet_of', 'compare_networks'])}({network(choose)})",
        f"{net} {choose.choice(SIGNS)} {network(choose)}", f"list(ipaddress.ip_network('10.0.0.0/{choose.randint(6, 20)}').address_exclude({part}))",
        collapsed(choose), f"list(ipaddress.summarize_address_range(ipaddress.IPv4Address({choose.randint(0, 1 << 16)}), ipaddress.IPv4Address({choose.randint(0, 1 << 16)})))",
        face, f"{face}.{choose.choice(OF_INTERFACE)}", f"{face} {choose.choice(['<', '==', '!='])} ipaddress.ip_interface({block(choose)!r})", f"str({face})",
        f"ipaddress.ip_address({choose.choice([0, 1, -1, 1 << 32, 1 << 127, 1 << 128, bytes([1, 2, 3, 4]), b'123', True, bytes(16)])!r})",
        f"ipaddress.ip_network({choose.choice([0, 1 << 40, bytes([1, 2, 3, 4]), ('1.2.3.0', 24), ('1.2.3.4', 24), (1, 32)])!r})",
    ])
