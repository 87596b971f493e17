# Whole but for `HTMLCalendar`, the locale calendars and `main`.
import datetime as _datetime

MONDAY = 0
TUESDAY = 1
WEDNESDAY = 2
THURSDAY = 3
FRIDAY = 4
SATURDAY = 5
SUNDAY = 6
January = 1
February = 2
day_name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
day_abbr = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
month_name = ["", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
              "November", "December"]
month_abbr = ["", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


class IllegalMonthError(ValueError):
    def __init__(self, month):
        self.month = month

    def __str__(self):
        return "bad month number %r; must be 1-12" % self.month


class IllegalWeekdayError(ValueError):
    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return "bad weekday number %r; must be 0 (Monday) to 6 (Sunday)" % self.weekday


def isleap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    y1 -= 1
    y2 -= 1
    return (y2 // 4 - y1 // 4) - (y2 // 100 - y1 // 100) + (y2 // 400 - y1 // 400)


def weekday(year, month, day):
    if not 1 <= year <= 9999:
        year = 2000 + year % 400
    return _datetime.date(year, month, day).weekday()


def monthrange(year, month):
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)
    return (weekday(year, month, 1), _month_length(year, month))


def _month_length(year, month):
    return mdays[month] + (month == 2 and isleap(year))


class Calendar:
    def __init__(self, firstweekday=0):
        self._first = firstweekday

    def getfirstweekday(self):
        return self._first % 7

    def setfirstweekday(self, firstweekday):
        self._first = firstweekday

    @property
    def firstweekday(self):
        return self._first % 7

    @firstweekday.setter
    def firstweekday(self, firstweekday):
        self._first = firstweekday

    def iterweekdays(self):
        first = self._first % 7
        return iter([i % 7 for i in range(first, first + 7)])

    def _days(self, year, month):
        """(year, month, day, weekday) of the whole weeks that hold a month."""
        first, length = monthrange(year, month)
        before = (first - self._first) % 7
        after = -(before + length) % 7
        found = []
        if before:
            py, pm = (year - 1, 12) if month == 1 else (year, month - 1)
            end = _month_length(py, pm)
            found.extend([(py, pm, d) for d in range(end - before + 1, end + 1)])
        found.extend([(year, month, d) for d in range(1, length + 1)])
        if after:
            ny, nm = (year + 1, 1) if month == 12 else (year, month + 1)
            found.extend([(ny, nm, d) for d in range(1, after + 1)])
        return [(y, m, d, (self._first + i) % 7) for i, (y, m, d) in enumerate(found)]

    def itermonthdates(self, year, month):
        return iter([_datetime.date(y, m, d) for y, m, d, w in self._days(year, month)])

    def itermonthdays(self, year, month):
        return iter([d if m == month else 0 for y, m, d, w in self._days(year, month)])

    def itermonthdays2(self, year, month):
        return iter([(d if m == month else 0, w) for y, m, d, w in self._days(year, month)])

    def itermonthdays3(self, year, month):
        return iter([(y, m, d) for y, m, d, w in self._days(year, month)])

    def itermonthdays4(self, year, month):
        return iter(self._days(year, month))

    def monthdatescalendar(self, year, month):
        return _weeks(list(self.itermonthdates(year, month)))

    def monthdayscalendar(self, year, month):
        return _weeks(list(self.itermonthdays(year, month)))

    def monthdays2calendar(self, year, month):
        return _weeks(list(self.itermonthdays2(year, month)))

    def yeardatescalendar(self, year, width=3):
        return _rows([self.monthdatescalendar(year, m) for m in range(1, 13)], width)

    def yeardayscalendar(self, year, width=3):
        return _rows([self.monthdayscalendar(year, m) for m in range(1, 13)], width)

    def yeardays2calendar(self, year, width=3):
        return _rows([self.monthdays2calendar(year, m) for m in range(1, 13)], width)


def _weeks(days):
    return [days[i:i + 7] for i in range(0, len(days), 7)]


def _rows(months, width):
    return [months[i:i + width] for i in range(0, 12, width)]


class TextCalendar(Calendar):
    def formatday(self, day, weekday, width):
        return ("" if day == 0 else "%2i" % day).center(width)

    def formatweek(self, theweek, width):
        return " ".join([self.formatday(d, w, width) for d, w in theweek])

    def formatweekday(self, day, width):
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        return " ".join([self.formatweekday(i, width) for i in self.iterweekdays()])

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        name = month_name[themonth]
        if withyear:
            name = "%s %r" % (name, theyear)
        return name.center(width)

    def prweek(self, theweek, width):
        print(self.formatweek(theweek, width), end="")

    def formatmonth(self, theyear, themonth, w=0, l=0):
        w = max(2, w)
        l = max(1, l)
        lines = [self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1).rstrip(),
                 self.formatweekheader(w).rstrip()]
        for week in self.monthdays2calendar(theyear, themonth):
            lines.append(self.formatweek(week, w).rstrip())
        return "".join([line + "\n" * l for line in lines])

    def prmonth(self, theyear, themonth, w=0, l=0):
        print(self.formatmonth(theyear, themonth, w, l), end="")

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        w = max(2, w)
        l = max(1, l)
        c = max(2, c)
        width = (w + 1) * 7 - 1
        out = [repr(theyear).center(width * m + c * (m - 1)).rstrip(), "\n" * l]
        header = self.formatweekheader(w)
        for i, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * i + 1, min(m * (i + 1) + 1, 13))
            out.append("\n" * l)
            names = [self.formatmonthname(theyear, k, width, False) for k in months]
            out.append(_columns(names, width, c).rstrip())
            out.append("\n" * l)
            out.append(_columns([header for k in months], width, c).rstrip())
            out.append("\n" * l)
            height = max([len(month) for month in row])
            for j in range(height):
                weeks = ["" if j >= len(month) else self.formatweek(month[j], w) for month in row]
                out.append(_columns(weeks, width, c).rstrip())
                out.append("\n" * l)
        return "".join(out)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        print(self.formatyear(theyear, w, l, c, m), end="")


def _columns(texts, width, space):
    return (" " * space).join([text.center(width) for text in texts])


_plain = TextCalendar()


def firstweekday():
    return _plain.getfirstweekday()


def setfirstweekday(firstweekday):
    if not 0 <= firstweekday <= 6:
        raise IllegalWeekdayError(firstweekday)
    _plain.setfirstweekday(firstweekday)


def monthcalendar(year, month):
    return _plain.monthdayscalendar(year, month)


def weekheader(width):
    return _plain.formatweekheader(width)


def month(theyear, themonth, w=0, l=0):
    return _plain.formatmonth(theyear, themonth, w, l)


def prmonth(theyear, themonth, w=0, l=0):
    _plain.prmonth(theyear, themonth, w, l)


def calendar(theyear, w=2, l=1, c=6, m=3):
    return _plain.formatyear(theyear, w, l, c, m)


def prcal(theyear, w=0, l=0, c=6, m=3):
    _plain.pryear(theyear, w, l, c, m)


def timegm(tuple):
    year, month, day, hour, minute, second = tuple[:6]
    days = _datetime.date(year, month, 1).toordinal() - 719163 + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second
