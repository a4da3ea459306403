// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/dumps/collector.h"

#include <QStringList>

namespace muster::agent {

/// Files of the node that a kind names, below files/ in the dump. What they are is told from their first
/// bytes: texts are scrubbed.
class FilesCollector : public Collector
{
public:
    /// Of one pattern; the newest are taken.
    static constexpr qsizetype MaxMatches = 200;

    /// @param patterns absolute paths; "*" and "?" stand for anything in the last part
    explicit FilesCollector(QStringList patterns);

    [[nodiscard]] QString word() const override;
    [[nodiscard]] QList<CollectStep> plan(const CollectRequest &request) const override;

private:
    QStringList m_patterns;
};

/// What a file may be asked for by; the first sentence of what is wrong with it otherwise, empty when it is
/// well.
[[nodiscard]] QString faultOfPattern(const QString &pattern);

} // namespace muster::agent
