"""Which open items a bank line pays: stated, or unique, or none."""
import re
from itertools import combinations

MOST = 20       # items of a party among which sums are looked for


def folded(text):
    return re.sub(r"[^0-9A-Z]", "", text.upper())


def whole(part, text):
    """True where the part stands in the text with no letter or digit beside it."""
    return re.search(r"(?<![0-9A-Za-z])" + re.escape(part) + r"(?![0-9A-Za-z])", text, re.I)


def is_creditor_reference(text):
    """ISO 11649: the remainder by 97 of the letters as numbers, its first four last, is 1."""
    moved = text[4:] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in moved)) % 97 == 1


def references(text):
    return [found for found in re.findall(r"(?<![0-9A-Z])RF[0-9]{2}[0-9A-Z]{1,21}(?![0-9A-Z])", text)
            if is_creditor_reference(found)]


def named(items, text):
    """[(what the text names, is a creditor reference, items)], each once."""
    found = []
    for reference in references(text):
        hits = [item for item in items if item.reference == reference] or \
            [item for item in items if folded(item.document) == reference[4:]]
        if hits:
            found.append((reference, True, hits))
    names = {}
    for item in items:
        for number in {item.document, item.reference}:
            if len(number) >= 4 and re.search("[0-9]", number) and item.kind != "payment" \
                    and not (number.startswith("RF") and number != item.document):
                names.setdefault(number.upper(), []).append(item)
    hits = [name for name in names if whole(name, text)]
    for name in hits:
        longer = [other for other in hits if other != name and whole(name, other)]
        if not any(whole(other, text) for other in longer):
            found.append((name, False, names[name]))
    return found


def documents(hits, party):
    groups = {}
    for item in hits:
        if party is None or item.party == party:
            groups.setdefault((item.party, item.account, item.document), []).append(item)
    return [sorted(group, key=lambda item: item.due) for group in groups.values()]


def find(items, line, tolerance):
    """(items in the order they are paid, paid whole) or None. The line's amount, its currency,
    its day, its texts, its party; the items are those of its currency, open in that direction or
    against it, with `left` as the bank would show what pays them."""
    names = named(items, line["text"] + " " + line["reference"])
    if names:
        return stated(names, line, tolerance)
    if not line["party"]:
        return None
    own = [item for item in items if item.party == line["party"] and item.on <= line["day"]]
    equal = [item for item in own if item.left == line["amount"]]
    if equal:
        alike = {(item.account, item.document) for item in equal}
        if len(alike) > 1 or any(item.kind == "payment" for item in equal) and len(equal) > 1:
            return None
        return [min(equal, key=lambda item: item.due)], True
    sets = []
    for account in sorted({item.account for item in own}):
        group = [item for item in own if item.account == account]
        if len(group) > MOST:
            return None
        for count in range(2, len(group) + 1):
            sets += [chosen for chosen in combinations(group, count)
                     if sum(item.left for item in chosen) == line["amount"]]
    return (sorted(sets[0], key=lambda item: item.due), True) if len(sets) == 1 else None


def stated(names, line, tolerance):
    groups = [documents(hits, None if structured else line["party"])
              for _, structured, hits in names]
    if len(groups) == 1:
        exact = [group for group in groups[0]
                 if abs(sum(item.left for item in group) - line["amount"]) <= tolerance]
        if len(exact) == 1:
            return exact[0], True
        if len(groups[0]) != 1:
            return None
        group, amount = groups[0][0], line["amount"]
        left = sum(item.left for item in group)
        part = (left > 0) == (amount > 0) and abs(amount) < abs(left)
        return (group, False) if part else None
    if any(len(group) != 1 for group in groups):
        return None
    chosen = []
    for group in groups:
        chosen += [item for item in group[0] if item not in chosen]
    if len({(item.party, item.account) for item in chosen}) != 1:
        return None
    if abs(sum(item.left for item in chosen) - line["amount"]) > tolerance:
        return None
    return chosen, True
