# SPDX-License-Identifier: Apache-2.0
"""One module a measurement: rows() says what is measured, measure() does it."""

from harness.goals import (aggregate, connections, entries, failover, fanout, fleet, handshake, idle, members, notifications, offload, roundtrip, similar,
                           start, storm, unitdeath, viacoordinator)

MEASUREMENTS = {
    "idle": idle,
    "start": start,
    "handshake": handshake,
    "connections": connections,
    "notifications": notifications,
    "roundtrip": roundtrip,
    "unitdeath": unitdeath,
    "storm": storm,
    "fleet": fleet,
    "fanout": fanout,
    "members": members,
    "viacoordinator": viacoordinator,
    "failover": failover,
    "offload": offload,
    "similar": similar,
    "entries": entries,
    "aggregate": aggregate,
}
