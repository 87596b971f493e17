echo("\ud800")
