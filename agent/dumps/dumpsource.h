// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"

#include <QByteArray>
#include <QString>

namespace muster::agent {

/// What becomes a member of a dump: bytes at hand, a file to copy, or only the reason why there is nothing.
struct DumpSource
{
    QString name; ///< in the dump
    QByteArray bytes;
    QString file; ///< copied when it is not empty
    QString missing;
    DumpContent content = DumpContent::Text;
};

/// A step for each of them.
[[nodiscard]] QList<CollectStep> stepsOf(const QList<DumpSource> &sources);

} // namespace muster::agent
