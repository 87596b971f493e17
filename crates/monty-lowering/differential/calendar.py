IMPORTS = "import calendar"


def expression(choose):
    year, month = choose.randint(1900, 2100), choose.randint(0, 13)
    return choose.choice([f"calendar.month({year}, {max(1, min(12, month))})", f"calendar.monthrange({year}, {month})", f"calendar.isleap({year})",
                          f"calendar.monthcalendar({year}, {max(1, min(12, month))})", f"calendar.leapdays({year}, {choose.randint(1900, 2100)})",
                          f"calendar.weekday({year}, {max(1, min(12, month))}, {choose.randint(1, 28)})",
                          f"calendar.TextCalendar({choose.randint(0, 6)}).formatmonth({year}, {max(1, min(12, month))}, {choose.randint(0, 4)}, 1)",
                          f"calendar.timegm(({year}, {max(1, min(12, month))}, {choose.randint(1, 28)}, 3, 4, 5))", "calendar.weekheader(3)",
                          f"list(calendar.Calendar({choose.randint(0, 6)}).itermonthdays2({year}, {max(1, min(12, month))}))[:9]",
                          f"calendar.calendar({year})[:400]", "list(calendar.month_abbr)"])
