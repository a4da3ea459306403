// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QProcess>
#include <QTemporaryDir>

namespace muster::test {

/// A bus daemon of its own for one test, at the same address each time it is started.
class PrivateBus
{
public:
    ~PrivateBus();

    /// @return false when there is no dbus-daemon to start
    bool start();
    void stop();
    [[nodiscard]] QString address() const;

private:
    QTemporaryDir m_folder;
    QProcess m_daemon;
};

} // namespace muster::test
