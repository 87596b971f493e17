import ipaddress
from ipaddress import IPv4Address, ip_address, ip_network


def told(call):
    try:
        return call()
    except ValueError as error:
        return f"{type(error).__name__}: {error}"


# What agents do with addresses: sort them, group them by network, check allow lists.
seen = ["10.0.0.12", "10.0.0.3", "192.168.7.1", "8.8.8.8", "::1", "2606:4700::1111"]
print([str(a) for a in sorted((ip_address(a) for a in seen), key=ipaddress.get_mixed_type_key)])
allowed = [ip_network("10.0.0.0/8"), ip_network("192.168.0.0/16")]
for text in seen:
    address = ip_address(text)
    print(text, address.version, any(address in network for network in allowed), address.is_private, address.is_loopback)

network = ip_network("192.168.4.0/22")
print(network.num_addresses, network.netmask, network.broadcast_address, [str(s) for s in network.subnets(new_prefix=24)])
print(list(ip_network("10.1.1.0/30").hosts()), network[5], network.prefixlen, network.supernet())
print(repr(ip_address("1.2.3.4") + 300), int(IPv4Address("0.0.1.0")), IPv4Address(3232235777))
print({ip_address("10.0.0.1"): "router"}[ip_address("10.0.0.1")], ip_address("10.0.0.1") == "10.0.0.1")
print(ipaddress.ip_interface("10.1.2.3/24").network, ipaddress.ip_interface("10.1.2.3/24").ip)
print(list(ipaddress.collapse_addresses([ip_network("10.0.0.0/25"), ip_network("10.0.0.128/25")])))
print(list(ipaddress.summarize_address_range(IPv4Address("10.0.0.0"), IPv4Address("10.0.0.130"))))
print(told(lambda: ip_address("10.0.0.256")), told(lambda: IPv4Address("10.0.0.256")))
print(told(lambda: ip_network("10.0.0.1/24")), told(lambda: ip_network("10.0.0.0/33")))
print(f"{IPv4Address('1.2.3.4'):#x} {ip_address('::1').exploded} {ip_address('1.2.3.4').reverse_pointer}")
