# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether a report on standard input has a finding; see check-places."""
import json
import sys

import tree as t


def sarif(report):
    """(file, line, rule, text) of each finding."""
    for run in report["runs"]:
        for row in run["results"]:
            place = row["locations"][0]["physicalLocation"]
            yield (place["artifactLocation"]["uri"],
                   place["region"]["startLine"], row["ruleId"],
                   row["message"]["text"])


def gitlab(report):
    """The same."""
    for row in report:
        yield (row["location"]["path"], row["location"]["lines"]["begin"],
               row["check_name"], row["description"])


def body():
    form, file, line, rule = sys.argv[1:]
    read = {"sarif": sarif, "gitlab": gitlab}[form]
    for row in read(json.load(sys.stdin)):
        if row[:3] == (file, int(line), rule):
            t.put("%s:%d: %s [%s]" % (row[0], row[1], row[3], row[2]))
            return 0
    return 1


t.main(body)
