// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/units/evidence.h"

#include <QObject>
#include <QPointer>

#include <deque>

namespace muster::agent {

/// Collects evidence one after the other, so that many failures at once do not starve the node.
class EvidenceQueue : public QObject
{
    Q_OBJECT
public:
    /// More than this wait only if a site allows so many an hour; the rest is refused.
    static constexpr qsizetype MaxWaiting = 1000;

    /// @param platform outlives this
    explicit EvidenceQueue(UnitPlatform &platform, QObject *parent = nullptr);

    /// @return false when too many wait already
    bool add(const EvidenceOrder &order);

Q_SIGNALS:
    void collected(const muster::UnitEvidence &evidence, const muster::agent::EvidenceOrder &order);

private:
    static QCoro::Task<> work(QPointer<EvidenceQueue> self);

    UnitPlatform &m_platform;
    std::deque<EvidenceOrder> m_waiting;
    bool m_isWorking = false;
};

} // namespace muster::agent
