// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/nodeplatform.h"

namespace muster::agent {

/// A node that is what it is told to be.
class SimulatedNode : public NodePlatform
{
    Q_OBJECT
public:
    /// Ids and times are derived from the host name, the same each time; the clock is the real one.
    explicit SimulatedNode(const QString &hostname, QObject *parent = nullptr);

    [[nodiscard]] QString name() const override;
    [[nodiscard]] NodeFacts facts() const override;

    void rename(const QString &hostname);
    /// Another boot than the one before, as after an outage.
    void setBoot(const QString &bootId) { m_facts.bootId = bootId; }
    void setClock(qint64 aheadMilliseconds); ///< against the real one

private:
    NodeFacts m_facts;
    qint64 m_ahead = 0;
};

} // namespace muster::agent
