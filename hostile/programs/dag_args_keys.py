echo({"k" * 10**5 + str(i): 1 for i in range(300)})
