// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>

#include <cstdio>

namespace muster::bench {

/// One line of JSON for the harness, at once.
inline void report(const QByteArray &json)
{
    std::printf("%s\n", json.constData());
    std::fflush(stdout);
}

inline int die(const QByteArray &why)
{
    std::fprintf(stderr, "%s\n", why.constData());
    return 1;
}

} // namespace muster::bench
