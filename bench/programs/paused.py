orders = [{'id': i, 'total': i * 3} for i in range(10)]
name = 'order'
def describe(order):
    return name + ' ' + str(order['id'])

first = describe(orders[0])
approve(first, len(orders))
