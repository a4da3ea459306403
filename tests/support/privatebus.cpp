// SPDX-License-Identifier: Apache-2.0
#include "tests/support/privatebus.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace muster::test {

PrivateBus::~PrivateBus()
{
    stop();
}

bool PrivateBus::start()
{
    QFile::remove(m_folder.filePath(u"bus"_s));
    m_daemon.setStandardErrorFile(QProcess::nullDevice());
    m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--nopidfile"_s, u"--print-address"_s,
                                      u"--address="_s + address()});
    return m_daemon.waitForStarted() && m_daemon.waitForReadyRead();
}

void PrivateBus::stop()
{
    if (m_daemon.state() == QProcess::NotRunning)
        return;
    m_daemon.kill();
    m_daemon.waitForFinished();
}

QString PrivateBus::address() const
{
    return u"unix:path="_s + m_folder.filePath(u"bus"_s);
}

} // namespace muster::test
