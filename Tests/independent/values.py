"""A subset of YAML, amounts, days and tables, as strictly as the drops must be read."""
import re
from datetime import date, timedelta


class Refused(Exception):
    """A unit that may not be posted, with the reason."""


# ---------------------------------------------------------------- a subset of YAML

def yaml_scalar(text):
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def yaml_strip_comment(line):
    quote = ""
    for at, char in enumerate(line):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (at == 0 or line[at - 1] in " {[,:"):
            quote = char
        elif char == "#" and (at == 0 or line[at - 1] == " "):
            return line[:at].rstrip()
    return line.rstrip()


def yaml_split(text, mark):
    """Cuts at `mark` where it stands outside quotes and brackets."""
    parts, depth, quote, start = [], 0, "", 0
    for at, char in enumerate(text):
        if quote:
            quote = "" if char == quote else quote
        elif char in "\"'" and (not text[start:at].strip() or text[at - 1] in " {[,:"):
            quote = char
        elif char in "{[":
            depth += 1
        elif char in "}]":
            depth -= 1
        elif char == mark and depth == 0:
            if mark == "," or at + 1 == len(text) or text[at + 1] == " ":
                parts.append(text[start:at])
                start = at + 1
    return parts + [text[start:]]


def yaml_depth(text):
    """Brackets that stand open at the end, outside quotes."""
    text = re.sub(r'"(?:[^"\\\\]|\\\\.)*"', "", text)
    return sum(map(text.count, "[{")) - sum(map(text.count, "]}"))


def yaml_value(text):
    text = text.strip()
    if text.startswith("{"):
        result = {}
        for part in filter(str.strip, yaml_split(text[1:-1], ",")):
            key, *rest = yaml_split(part, ":")
            result[yaml_scalar(key)] = yaml_value(":".join(rest))
        return result
    if text.startswith("["):
        return [yaml_value(part) for part in yaml_split(text[1:-1], ",") if part.strip()]
    return yaml_scalar(text)


def yaml_read(path):
    lines = []
    for line in path.read_text("utf-8").splitlines():
        line = yaml_strip_comment(line)
        if lines and yaml_depth(lines[-1]) > 0:     # brackets that a line before has opened
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
    lines = [(len(line) - len(line.lstrip(" ")), line.strip()) for line in lines if line.strip()]
    value, end = yaml_block(lines, 0)
    if end != len(lines):
        raise SystemExit(f"{path}: cannot read line content {lines[end][1]!r}")
    return value


def yaml_block(lines, at):
    indent = lines[at][0]
    if lines[at][1].startswith("- "):
        result = []
        while at < len(lines) and lines[at][0] == indent and lines[at][1].startswith("- "):
            result.append(yaml_value(lines[at][1][2:]))
            at += 1
        return result, at
    result = {}
    while at < len(lines) and lines[at][0] == indent:
        key, *rest = yaml_split(lines[at][1], ":")
        rest = ":".join(rest).strip()
        at += 1
        if rest:
            result[yaml_scalar(key)] = yaml_value(rest)
        elif at < len(lines) and lines[at][0] > indent:
            result[yaml_scalar(key)], at = yaml_block(lines, at)
        else:
            result[yaml_scalar(key)] = ""
    return result, at


# ---------------------------------------------------------------- values

def cents(text, decimal="."):
    """Minor units of a decimal text; empty is 0; anything readable in two ways is refused."""
    text = "" if text is None else str(text).strip()
    if not text:
        return 0
    if not re.fullmatch(r"-?[0-9]+(" + re.escape(decimal) + r"[0-9]{1,2})?", text):
        raise Refused(f"amount {text!r}")
    sign = -1 if text.startswith("-") else 1
    whole, _, part = text.lstrip("-").partition(decimal)
    return sign * (int(whole) * 100 + int((part + "00")[:2]))


def required_cents(text, decimal="."):
    if text is None or str(text).strip() == "":
        raise Refused("amount missing")
    return cents(text, decimal)


def divide(numerator, denominator):
    """Rounded half away from zero."""
    sign = -1 if (numerator < 0) != (denominator < 0) else 1
    numerator, denominator = abs(numerator), abs(denominator)
    return sign * ((2 * numerator + denominator) // (2 * denominator))


def money(amount):
    sign = "-" if amount < 0 else ""
    return f"{sign}{abs(amount) // 100}.{abs(amount) % 100:02d}"


def day(text):
    text = (text or "").strip()
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Refused(f"day {text!r}")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"day {text!r}") from None


def french_day(text):
    match = re.fullmatch(r"([0-9]{2})/([0-9]{2})/([0-9]{4})", text.strip())
    if not match:
        raise Refused(f"day {text!r}")
    return day(f"{match[3]}-{match[2]}-{match[1]}")


def shown(cells):
    values = cells.values() if isinstance(cells, dict) else cells
    return ",".join("n/a" if value is None else money(value) if isinstance(value, int) else value
                    for value in values)


def month_bounds(period):
    year, month = map(int, period.split("-"))
    first = date(year, month, 1)
    return first, date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def previous_month(period):
    before = month_bounds(period)[0] - timedelta(1)
    return f"{before.year:04d}-{before.month:02d}"


def consecutive(rows, key):
    groups = []
    for row in rows:
        if groups and key(groups[-1][0]) == key(row):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups
