# SPDX-License-Identifier: Apache-2.0
"""One module a measurement: rows() says what is measured, measure() does it."""

from harness.goals import connections, fleet, handshake, idle, notifications, roundtrip, start, storm, unitdeath

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
}
