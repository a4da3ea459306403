# SPDX-License-Identifier: Apache-2.0
"""The table for people."""


def number(value):
    if value is None:
        return "-"
    if value == 0 or abs(value) >= 100:
        return f"{value:.0f}"
    return f"{value:.3g}"


def ratio_text(json):
    if json["absolute"] or json["ratio"] is None:
        return "-"
    return f"{json['ratio']:.2f} ({json['ratioMin']:.2f}-{json['ratioMax']:.2f})"


def line(row):
    json = row.to_json()
    ours = f"{number(json['ours'])} {json['unit']}" if json["ours"] is not None else "-"
    theirs = f"{number(json['theirs'])} ({json['peer']})" if json["theirs"] is not None else json["peer"]
    return [str(json["goal"]), json["what"], ours, theirs, ratio_text(json), row.goal.text(), json["verdict"]]


def render(rows):
    head = ["#", "what", "ours", "peer or limit", "ratio (min-max)", "goal", ""]
    cells = [head] + [line(row) for row in rows]
    widths = [max(len(cell[i]) for cell in cells) for i in range(len(head))]
    text = ["  ".join(part.ljust(width) for part, width in zip(cell, widths)).rstrip() for cell in cells]
    text.insert(1, "  ".join("-" * width for width in widths).rstrip())
    told = set()
    for row in rows:
        if row.why_not and row.why_not not in told:
            told.add(row.why_not)
            text.append(f"{row.goal.number} {row.name}: not measurable: {row.why_not}")
        elif row.verdict() == "not met" and row.closes:
            text.append(f"{row.goal.number} {row.name}: would be closed by: {row.closes}")
    return "\n".join(text)
