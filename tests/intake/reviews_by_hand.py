"""The real reviews, and the timelines of seven of them as they were read by hand."""

from __future__ import annotations

import tarfile

from incidentdesk.domain.moments import Moment
from samples_outside import outside

MYBINDER = "mybinder/docs/source/incident-reports/"
TEMPLATES = ("templates/", "README.md", "index.md", ".gitignore", f"{MYBINDER}template-", "dfds/PMyyyy")


def is_review(path: str) -> bool:
    return not any(part in path for part in TEMPLATES)


def said(moment: Moment) -> str:
    """``exact 2018-01-18T04:19-08:00``, ``between … …``."""
    ends = [instant.iso() for instant in (moment.at, moment.until) if instant]
    return " ".join([moment.precision.value, *ends])


# Written by hand, from reading the reviews: the time, and the first words of the entry.
BY_HAND: dict[str, list[tuple[str, str]]] = {
    "dfds/PM2019-009 - Kubernetes network infrastructure IP starvation.md": [
        ("exact 2019-11-29T12:00+01:00", "Proactively scaling up Hellman"),
        ("exact 2019-11-30T08:24+01:00", "Automated warning from AWS"),
        ("exact 2019-11-30T09:00+01:00", "Started working on a long-term"),
        ("exact 2019-11-30T10:30+01:00", "Scaling down cluster by 2 nodes"),
        ("exact 2019-12-02T04:30+01:00", "Scaling down cluster by 1 node"),
        ("between 2019-12-03T00:00+01:00 2019-12-03T23:59+01:00", "Surge new deployments"),
        ("exact 2019-12-04T03:00+01:00", "Solution completed"),
        ("exact 2019-12-04T09:30+01:00", "Asking teams to temporarily"),
        ("exact 2019-12-05T03:30+01:00", "Started replacing Hellman"),
        ("exact 2019-12-05T05:30+01:00", "Forcefully killing nodes"),
        ("exact 2019-12-05T06:00+01:00", "Network infrastructure replacement"),
        ("exact 2019-12-05T06:10+01:00", "Some Kubernetes daemon sets"),
        ("exact 2019-12-05T07:00+01:00", "All systems verified"),
        ("exact 2019-12-05T12:00+01:00", "Pull request to review changes"),
    ],
    "dfds/PM2022-006 - ALB 502 errors.md": [
        ("between 2020-12-21T00:00+00:00 2020-12-21T23:59+00:00", "Created bulk-apply-limitrange.sh"),
        ("between 2021-09-10T00:00+00:00 2021-09-10T23:59+00:00", "Traefik v2 went live"),
        ("between 2021-01-01T00:00+00:00 2022-12-31T23:59+00:00", "bulk-apply-limitrange.sh was run"),
        ("between 2022-05-01T00:00+00:00 2022-05-31T23:59+00:00", "Detected on unknown date in May"),
        ("between 2022-05-25T00:00+00:00 2022-05-25T23:59+00:00", "CE started investigating"),
        ("between 2022-06-02T00:00+00:00 2022-06-02T23:59+00:00", "CE discovered that the traefik pods"),
        ("between 2022-06-02T00:00+00:00 2022-06-02T23:59+00:00", "We found out that the traefik"),
        ("between 2022-06-02T00:00+00:00 2022-06-02T23:59+00:00", "The limitrange in the traefik"),
        ("exact 2022-06-07T08:30+00:00", "Exclude Traefik namespace"),
        ("between 2022-06-10T00:00+00:00 2022-06-10T23:59+00:00", "By looking at the logs"),
    ],
    "dfds/PM2022-008 - CRUD operations on K8s Service resources unavailable.md": [
        ("exact 2022-08-03T11:38+00:00", "Alerted by end-user team"),
        ("exact 2022-08-03T11:50+00:00", "Started looking into"),
        ("exact 2022-08-03T12:08+00:00", "Issue identified"),
        ("exact 2022-08-03T12:18+00:00", "Issue recreated in K8s sandbox"),
        ("between 2022-08-03T12:26+00:00 2022-08-03T12:59+00:00", "Fix deployed in K8s sandbox"),
        ("exact 2022-08-03T13:06+00:00", "Fix deployed in affected"),
        ("exact 2022-08-03T13:25+00:00", "User reporting back"),
    ],
    f"{MYBINDER}2017-11-30-oom-proxy.md": [
        ("exact 2017-11-30T16:22-08:00", "Node runs out of memory"),
        ("exact 2017-11-30T16:59-08:00", "Investigation starts after noticing"),
        ("exact 2017-11-30T17:02-08:00", "Suggestion that it might be"),
        ("exact 2017-11-30T17:04-08:00", "Chris reports that proxy pods"),
        ("exact 2017-11-30T17:07-08:00", "Tim asks if"),
        ("exact 2017-11-30T17:09-08:00", "jupyterhub pod shows lots"),
        ("exact 2017-11-30T17:12-08:00", "Tim asks how to contact"),
        ("exact 2017-11-30T17:14-08:00", "Chris runs `kubectl describe`"),
        ("exact 2017-11-30T17:18-08:00", "Chris suggests to try cordoning"),
        ("exact 2017-11-30T17:20-08:00", "Chris notices that proxy pod"),
        ("exact 2017-11-30T17:21-08:00", "Service is restored"),
    ],
    f"{MYBINDER}2018-04-18-cull-flood.md": [
        ("exact 2018-04-18T12:35+02:00", "Upgrade of jupyterhub"),
        ("between 2018-04-18T13:30+02:00 2018-04-18T13:45+02:00", "Launch success drops to zero."),
        ("exact 2018-04-18T14:29+02:00", "Binder outage is reported"),
        ("exact 2018-04-18T14:49+02:00", "After returning the deployment"),
        ("exact 2018-04-18T14:43+02:00", "[apply changes to jupyterhub chart]"),
        ("exact 2018-04-18T14:55+02:00", "[pull updated jupyterhub"),
        ("exact 2018-04-18T15:36+02:00", "[deploy to mybinder.org]"),
        ("exact 2018-04-18T17:03+02:00", "Believing the issue to be resolved"),
        ("exact 2018-04-18T17:23+02:00", "Observing culler behavior"),
        ("exact 2018-04-18T19:47+02:00", "Latest deploy is attempted"),
        ("exact 2018-04-19T11:00+02:00", "Fix for image-culler bug"),
        ("exact 2018-04-19T11:07+02:00", "This deploy is successful except"),
        ("exact 2018-04-19T11:27+02:00", "Deploy is successful, but"),
        ("exact 2018-04-19T11:47+02:00", "To avoid reverting"),
        ("exact 2018-04-19T11:58+02:00", "On investigation of logs"),
    ],
    f"{MYBINDER}2018-07-08-podsnips-aplenty.md": [
        ("about 2018-07-08T18:30+02:00", "Launch success drops to zero."),
        ("exact 2018-07-08T22:48+02:00", "Suspicious behavior reported"),
        ("exact 2018-07-08T23:25+02:00", "Investigation launched."),
        ("exact 2018-07-09T08:00+02:00", "Manual max-age culling"),
        ("exact 2018-07-09T10:00+02:00", "Investigating hub logs"),
    ],
    f"{MYBINDER}2020-07-09-simultaneous-launches-scipy.md": [
        ("exact 2020-07-09T07:30-07:00", "First report"),
        ("exact 2020-07-09T07:35-07:00", "Note pending pods"),
        ("exact 2020-07-09T07:35-07:00", "Node limit increased"),
        ("exact 2020-07-09T07:42-07:00", "Launches are back to normal"),
    ],
}  # fmt: skip


def read_reviews() -> dict[str, str]:
    """By path in the archive, the text of every review, and of the templates beside them."""
    archive = outside("data", "postmortems_dev.tar.xz")
    with tarfile.open(archive) as packed:
        members = [one for one in packed.getmembers() if one.isfile() and not one.name.endswith("LICENSE")]
        return {one.name.removeprefix("./"): _read(packed, one) for one in members}


def _read(packed: tarfile.TarFile, member: tarfile.TarInfo) -> str:
    file = packed.extractfile(member)
    assert file is not None
    return file.read().decode("utf-8")
