# SPDX-License-Identifier: GPL-2.0-or-later
"""What a CI file would run, for the tests of docs/ci.

usage: ci_steps.py FILE check          is it whole: jobs, needs, steps
       ci_steps.py FILE script JOB     GitLab: the job as one script
       ci_steps.py FILE get JOB KEY    GitLab: a value, KEY.KEY for one inside
       ci_steps.py FILE runs JOB       GitHub: all `run` steps as one script
"""
import shlex
import sys

import yaml

# Jobs and templates of QEMU's own CI that the file may refer to.
QEMU = {".base_job_template", "build-system-debian"}


def fail(text):
    sys.exit("ci_steps: " + text)


def extended(jobs, name):
    """GitLab merges mappings key by key; lists and words are replaced."""
    job = jobs[name]
    base = job.get("extends")
    if base is None or base in QEMU:
        return job
    merged = dict(extended(jobs, base))
    for key, value in job.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            value = {**merged[key], **value}
        merged[key] = value
    return merged


def check_gitlab(jobs):
    for name, job in jobs.items():
        if name not in QEMU and job.get("extends") not in {*jobs, *QEMU}:
            fail("%s extends nothing that is known" % name)
        if name.startswith("."):
            continue
        whole = extended(jobs, name)
        for key in ("stage", "image", "script", "artifacts"):
            if not whole.get(key):
                fail("%s has no %s" % (name, key))
        for need in whole["needs"]:
            if need["job"] not in {*jobs, *QEMU}:
                fail("%s needs %s, which is not there" % (name, need["job"]))
        if not all(isinstance(line, str) for line in whole["script"]):
            fail("%s: a line of its script is no text" % name)


def check_github(data):
    # YAML 1.1 reads the key `on` as true.
    if not data.get("on", data.get(True)):
        fail("the workflow never runs")
    for name, job in data["jobs"].items():
        if not job.get("runs-on"):
            fail("%s runs nowhere" % name)
        for step in job["steps"]:
            if ("run" in step) == ("uses" in step):
                fail("%s: a step wants either run or uses: %s" % (name, step))
            if "@" not in step.get("uses", "@"):
                fail("%s: %s names no version" % (name, step["uses"]))


def main(path, what, *args):
    with open(path, encoding="utf-8") as f:
        data = yaml.safe_load(f)
    if what == "check":
        check_github(data) if "jobs" in data else check_gitlab(data)
    elif what == "script":
        job = extended(data, args[0])
        for key, value in job.get("variables", {}).items():
            print("%s=%s" % (key, shlex.quote(str(value))))
        print("\n".join(job["script"]))
    elif what == "get":
        value = extended(data, args[0])
        for key in args[1].split("."):
            value = value[key]
        print("\n".join(value) if isinstance(value, list) else value)
    elif what == "runs":
        for step in data["jobs"][args[0]]["steps"]:
            if "run" in step:
                print("(\n%s\n)" % step["run"].rstrip("\n"))
    else:
        fail("cannot %s" % what)


main(*sys.argv[1:])
