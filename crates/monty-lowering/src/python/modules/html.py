# `escape`, and `unescape` of numbers and of the entities of HTML 4 and XML.
_NAMES = {
    "amp": 38, "lt": 60, "gt": 62, "quot": 34, "apos": 39, "nbsp": 160,
}
_LATIN = """nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute
micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil
Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute
Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute
icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml""".split()
_MORE = {
    "OElig": 338, "oelig": 339, "Scaron": 352, "scaron": 353, "Yuml": 376, "fnof": 402, "circ": 710, "tilde": 732,
    "Alpha": 913, "Beta": 914, "Gamma": 915, "Delta": 916, "Epsilon": 917, "Zeta": 918, "Eta": 919, "Theta": 920,
    "Iota": 921, "Kappa": 922, "Lambda": 923, "Mu": 924, "Nu": 925, "Xi": 926, "Omicron": 927, "Pi": 928, "Rho": 929,
    "Sigma": 931, "Tau": 932, "Upsilon": 933, "Phi": 934, "Chi": 935, "Psi": 936, "Omega": 937, "alpha": 945,
    "beta": 946, "gamma": 947, "delta": 948, "epsilon": 949, "zeta": 950, "eta": 951, "theta": 952, "iota": 953,
    "kappa": 954, "lambda": 955, "mu": 956, "nu": 957, "xi": 958, "omicron": 959, "pi": 960, "rho": 961, "sigmaf": 962,
    "sigma": 963, "tau": 964, "upsilon": 965, "phi": 966, "chi": 967, "psi": 968, "omega": 969, "ensp": 8194,
    "emsp": 8195, "thinsp": 8201, "zwnj": 8204, "zwj": 8205, "lrm": 8206, "rlm": 8207, "ndash": 8211, "mdash": 8212,
    "lsquo": 8216, "rsquo": 8217, "sbquo": 8218, "ldquo": 8220, "rdquo": 8221, "bdquo": 8222, "dagger": 8224,
    "Dagger": 8225, "bull": 8226, "hellip": 8230, "permil": 8240, "prime": 8242, "Prime": 8243, "lsaquo": 8249,
    "rsaquo": 8250, "oline": 8254, "frasl": 8260, "euro": 8364, "trade": 8482, "larr": 8592, "uarr": 8593,
    "rarr": 8594, "darr": 8595, "harr": 8596, "minus": 8722, "infin": 8734, "asymp": 8776, "ne": 8800, "equiv": 8801,
    "le": 8804, "ge": 8805, "loz": 9674, "spades": 9824, "clubs": 9827, "hearts": 9829, "diams": 9830,
}
# Known without a semicolon, too.
_OPEN = _LATIN + ["amp", "lt", "gt", "quot", "AMP", "LT", "GT", "QUOT", "COPY", "REG"]
_UPPER = {"AMP": 38, "LT": 60, "GT": 62, "QUOT": 34, "COPY": 169, "REG": 174, "TRADE": 8482}
# Names that begin as one of those, and stand for something else.
_OTHERS = """centerdot copysr divideontimes gtcc gtcir gtdot gtlPar gtquest gtrapprox gtrarr gtrdot gtreqless gtreqqless
gtrless gtrsim ltcc ltcir ltdot lthree ltimes ltlarr ltquest ltri ltrie ltrif ltrPar notin notindot notinE
notinva notinvb notinvc notni notniva notnivb notnivc parallel timesb timesbar timesd""".split()
_WINDOWS = [8364, 129, 8218, 402, 8222, 8230, 8224, 8225, 710, 8240, 352, 8249, 338, 141, 381, 143, 144, 8216, 8217,
            8220, 8221, 8226, 8211, 8212, 732, 8482, 353, 8250, 339, 157, 382, 376]


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def _named(name):
    if name in _NAMES:
        return _NAMES[name]
    if name in _LATIN:
        return 160 + _LATIN.index(name)
    if name in _MORE:
        return _MORE[name]
    return _UPPER.get(name)


def unescape(s):
    if "&" not in s:
        return s
    out = []
    at = 0
    while True:
        i = s.find("&", at)
        if i < 0:
            out.append(s[at:])
            return "".join(out)
        out.append(s[at:i])
        text, at = _reference(s, i + 1)
        out.append(text)


def _reference(s, i):
    """What stands for the reference after an ampersand, and where it ends."""
    if s[i:i + 1] == "#":
        j = i + 1
        base = 10
        digits = "0123456789"
        if s[j:j + 1] in ("x", "X"):
            j += 1
            base = 16
            digits += "abcdefABCDEF"
        start = j
        while j < len(s) and s[j] in digits:
            j += 1
        if j == start:
            return ("&", i)
        number = int(s[start:j], base)
        if s[j:j + 1] == ";":
            j += 1
        return (_character(number), j)
    j = i
    while j < len(s) and j - i < 32 and s[j] not in "\t\n\x0c <&#;":
        j += 1
    name = s[i:j]
    if not name:
        return ("&", i)
    if s[j:j + 1] == ";":
        code = _named(name)
        if code is not None:
            return (chr(code), j + 1)
        if name.isalnum() and name.isascii() and len(name) > 1:
            for end in range(len(name), 1, -1):
                if name[:end] in _OPEN and name not in _OTHERS:
                    return (chr(_named(name[:end])), i + end)
            raise NotImplementedError(f"html.unescape: the entity &{name}; is not known here")
    for end in range(len(name), 1, -1):
        if name[:end] in _OPEN:
            return (chr(_named(name[:end])), i + end)
    return ("&", i)


def _character(number):
    if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        return "\ufffd"
    if number == 13:
        return "\r"
    if 128 <= number < 160:
        return chr(_WINDOWS[number - 128])
    is_control = 1 <= number <= 8 or 14 <= number <= 31 or 127 <= number <= 159 or number == 11
    if is_control or 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE:
        return ""
    return chr(number)
