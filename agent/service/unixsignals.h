// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/wire/filedescriptor.h"

#include <QObject>
#include <QSocketNotifier>

#include <memory>

namespace muster::agent {

/// SIGTERM, SIGINT and SIGHUP as signals of the event loop. Blocks them for the process and reads them from a
/// descriptor, so no code of ours runs inside a signal. Made once, before any thread.
class UnixSignals : public QObject
{
    Q_OBJECT
public:
    explicit UnixSignals(QObject *parent = nullptr);

Q_SIGNALS:
    void stopAsked();
    void reloadAsked();

private:
    void readOne();

    FileDescriptor m_descriptor;
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace muster::agent
