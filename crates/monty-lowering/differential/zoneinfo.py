import zoneinfo

IMPORTS = """from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo
UTC = timezone.utc"""

# Zones whose dst() is refused have their own words for it.
ZONES = sorted(zone for zone in zoneinfo.available_timezones() if not zone.startswith(("SystemV", "posix", "right"))
               and zone not in ("localtime", "Factory", "posixrules"))
COMMON = ["America/New_York", "Europe/Paris", "Europe/London", "Asia/Tokyo", "Asia/Kolkata", "Australia/Sydney",
          "America/Sao_Paulo", "Africa/Cairo", "Pacific/Auckland", "Australia/Lord_Howe", "America/St_Johns", "UTC"]
INVERTED = ("Europe/Dublin", "Eire", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Windhoek", "Europe/Prague",
            "Europe/Bratislava")
FORMS = ["%Y-%m-%d %H:%M %Z", "%z", "%a %d %b %H:%M:%S %Z%z", "%c", "%j %U", "%I:%M %p %Z"]
DELTAS = ["timedelta(days=1)", "timedelta(hours=-5)", "timedelta(days=180)", "timedelta(minutes=90)", "timedelta(weeks=-30)"]


def zone(choose):
    return f"ZoneInfo({choose.choice(COMMON if choose.random() < 0.6 else ZONES)!r})"


def naive(choose):
    year = choose.choice([choose.randint(1975, 2024), choose.randint(2000, 2024), choose.randint(2020, 2024)])
    if choose.random() < 0.5:
        # Where clocks change.
        month, day, hour = choose.choice([3, 4, 10, 11]), choose.randint(1, 30), choose.randint(0, 3)
    else:
        month, day, hour = choose.randint(1, 12), choose.randint(1, 28), choose.randint(0, 23)
    return year, month, day, hour, choose.choice([0, 30, 59]), choose.choice([0, 59])


def moment(choose):
    fold = ", fold=1" if choose.random() < 0.2 else ""
    return f"datetime({', '.join(map(str, naive(choose)))}, tzinfo={zone(choose)}{fold})"


def expression(choose):
    kind = choose.random()
    at = moment(choose)
    if kind < 0.2:
        return f"datetime({', '.join(map(str, naive(choose)))}, tzinfo=UTC).astimezone({zone(choose)})"
    if kind < 0.35:
        ask = choose.choice(["utcoffset()", "tzname()", "isoformat()", "timestamp()", "astimezone(UTC)", "weekday()", "date()",
                             "timetuple()", "utctimetuple()", "isocalendar()", "ctime()", "fold", "replace(tzinfo=None)"])
        return f"{at}.{ask}"
    if kind < 0.42 and not any(zone in at for zone in INVERTED):
        return f"{at}.dst()"
    if kind < 0.5:
        return f"{at}.astimezone({zone(choose)})"
    if kind < 0.6:
        return f"({at} + {choose.choice(DELTAS)}).isoformat()"
    if kind < 0.7:
        return f"{at} - {moment(choose)}"
    if kind < 0.78:
        return f"{at} {choose.choice(['<', '<=', '==', '!=', '>'])} {moment(choose)}"
    if kind < 0.86:
        return f"{at}.strftime({choose.choice(FORMS)!r})"
    if kind < 0.93:
        return f"datetime.fromtimestamp({choose.randint(2 * 10 ** 8, 17 * 10 ** 8)}, {zone(choose)})"
    return choose.choice([f"{at}.replace(hour={choose.randint(0, 23)}, day=1)", f"str({at})", f"repr({zone(choose)})",
                          f"{at} - datetime({', '.join(map(str, naive(choose)))}, tzinfo=UTC)", f"hash({at}) == hash({at}.astimezone(UTC))",
                          f"datetime.combine(date(2024, 3, {choose.randint(1, 31)}), time(2, 30), tzinfo={zone(choose)})"])
