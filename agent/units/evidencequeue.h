// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/units/evidence.h"

#include <QObject>
#include <QPointer>

#include <deque>
#include <functional>

namespace muster::agent {

/// Collects evidence one after the other, so that many failures at once do not starve the node.
class EvidenceQueue : public QObject
{
    Q_OBJECT
public:
    /// More than this wait only if a site allows so many an hour; the rest is refused.
    static constexpr qsizetype MaxWaiting = 1000;

    /// What is done with evidence before the next is collected.
    using Keep = std::function<QCoro::Task<>(UnitEvidence, EvidenceOrder)>;

    /// @param platform outlives this
    /// @param keep may refer to what dies together with this
    EvidenceQueue(UnitPlatform &platform, Keep keep, QObject *parent = nullptr);

    /// @return false when too many wait already
    bool add(const EvidenceOrder &order);

private:
    static QCoro::Task<> work(QPointer<EvidenceQueue> self);

    UnitPlatform &m_platform;
    Keep m_keep;
    std::deque<EvidenceOrder> m_waiting;
    bool m_isWorking = false;
};

} // namespace muster::agent
