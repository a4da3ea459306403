// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/nodeplatform.h"
#include "agent/platform/systemd/clockwatch.h"

#include <QSocketNotifier>

#include <memory>

namespace muster::agent {

class SystemdBus;

/// This machine, as its kernel, /etc and systemd tell.
class SystemdNode : public NodePlatform
{
    Q_OBJECT
public:
    /// @param bus outlives this; asked once, for when user space started
    explicit SystemdNode(SystemdBus &bus, QObject *parent = nullptr);
    ~SystemdNode() override;

    [[nodiscard]] QString name() const override;
    [[nodiscard]] NodeFacts facts() const override;

private:
    void watchHostname();
    void takeHostname();
    void askStart();

    SystemdBus &m_bus;
    ClockWatch m_clock;
    NodeFacts m_facts;
    int m_hostnameFile = -1;
    std::unique_ptr<QSocketNotifier> m_hostnameNotifier;
};

} // namespace muster::agent
