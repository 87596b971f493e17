import re
re.compile("((((a{100}){100}){100}){100}){100}")
