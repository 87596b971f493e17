from typing import Any


def total_of(order: dict[str, Any]) -> float:
    total = 0.0
    for line in order['lines']:
        price = line['price'] * line['quantity']
        if line.get('discount'):
            price *= 1 - line['discount']
        total += price
    return round(total, 2)


def summarise(orders: list[dict[str, Any]]) -> dict[str, Any]:
    by_country: dict[str, float] = {}
    for order in orders:
        country = order['customer']['country']
        by_country[country] = by_country.get(country, 0.0) + total_of(order)
    best = sorted(by_country.items(), key=lambda item: item[1], reverse=True)
    return {
        'orders': len(orders),
        'best': [{'country': country, 'total': total} for country, total in best[:3]],
        'late': [order['id'] for order in orders if order['days'] > 7],
    }


orders = [
    {
        'id': f'order-{i}',
        'days': i % 11,
        'customer': {'country': ['fr', 'de', 'nl', 'es'][i % 4]},
        'lines': [{'price': 9.5 + i, 'quantity': n + 1, 'discount': 0.1 * n} for n in range(3)],
    }
    for i in range(20)
]
try:
    report = summarise(orders)
except KeyError as error:
    report = {'error': str(error)}
report['orders']
