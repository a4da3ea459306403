// SPDX-License-Identifier: Apache-2.0
#include "agent/platform/systemd/systemdnode.h"

#include "shared/log.h"

#include "agent/platform/systemd/systemdbus.h"

#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QFile>
#include <QSysInfo>

#include <array>

#include <fcntl.h>
#include <sys/timex.h>
#include <systemd/sd-id128.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

/// systemd notes its start a moment after its process has been started.
constexpr std::chrono::seconds SameStart{5};

/// As timedatectl decides it: the kernel's clock follows a source, and its error is below 16 s.
bool isClockSynchronized()
{
    constexpr long MaxErrorUsec = 16'000'000;
    timex clock{};
    return ::adjtimex(&clock) >= 0 && clock.maxerror < MaxErrorUsec;
}

/// When PID 1 was started. A soft-reboot keeps it, so systemd is asked for the better answer later.
Timestamp firstProcessStart()
{
    constexpr int StartTimeField = 22; // of proc_pid_stat(5)
    QFile file(u"/proc/1/stat"_s);
    timespec sinceBoot{};
    ::clock_gettime(CLOCK_BOOTTIME, &sinceBoot);
    const auto bootedAt = now() - std::chrono::seconds(sinceBoot.tv_sec);
    if (!file.open(QIODevice::ReadOnly))
        return bootedAt;
    const QByteArray text = file.readAll();
    // The second field, the program's name in brackets, may hold anything.
    const QByteArrayList fields = text.sliced(text.lastIndexOf(')') + 2).split(' ');
    const qint64 ticks = fields.value(StartTimeField - 3).toLongLong();
    return bootedAt + std::chrono::milliseconds(ticks * 1000 / std::max(::sysconf(_SC_CLK_TCK), 1L));
}

} // namespace

namespace {

/// systemd's own: Qt asks D-Bus's copy first, which images and containers often share.
QString machineId()
{
    sd_id128_t id{};
    std::array<char, SD_ID128_STRING_MAX> text{};
    return sd_id128_get_machine(&id) < 0 ? QString()
                                         : QString::fromLatin1(sd_id128_to_string(id, text.data()));
}

} // namespace

SystemdNode::SystemdNode(SystemdBus &bus, QObject *parent)
    : NodePlatform(parent)
    , m_bus(bus)
{
    m_facts.hostname = QSysInfo::machineHostName();
    m_facts.machineId = machineId();
    m_facts.bootId = QString::fromLatin1(QSysInfo::bootUniqueId().replace('-', ""));
    m_facts.os = QSysInfo::prettyProductName();
    m_facts.kernel = QSysInfo::kernelVersion();
    m_facts.architecture = QSysInfo::currentCpuArchitecture();
    m_facts.agentVersion = QStringLiteral(MUSTER_VERSION);
    m_facts.bootedAt = firstProcessStart();
    connect(&m_clock, &ClockWatch::jumped, this, &NodePlatform::clockJumped);
    connect(&bus, &SystemdBus::available, this, &SystemdNode::askStart);
    if (bus.isAvailable())
        askStart();
    watchHostname();
}

SystemdNode::~SystemdNode()
{
    m_hostnameNotifier.reset();
    if (m_hostnameFile >= 0)
        ::close(m_hostnameFile);
}

QString SystemdNode::name() const
{
    return u"systemd"_s;
}

NodeFacts SystemdNode::facts() const
{
    NodeFacts facts = m_facts;
    facts.clock = now();
    facts.clockSynchronized = isClockSynchronized();
    return facts;
}

/// The kernel wakes who polls this file when the host name is set.
void SystemdNode::watchHostname()
{
    m_hostnameFile = ::open("/proc/sys/kernel/hostname", O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (m_hostnameFile < 0)
        return;
    takeHostname();
    m_hostnameNotifier = std::make_unique<QSocketNotifier>(m_hostnameFile, QSocketNotifier::Exception);
    connect(m_hostnameNotifier.get(), &QSocketNotifier::activated, this, &SystemdNode::takeHostname);
}

void SystemdNode::takeHostname()
{
    // Reading is what makes the kernel forget that it had changed.
    std::array<char, 256> text{};
    const auto length = ::pread(m_hostnameFile, text.data(), text.size(), 0);
    if (length <= 0)
        return;
    const QString hostname = QString::fromUtf8(QByteArrayView(text.data(), length).trimmed());
    if (hostname.isEmpty() || hostname == m_facts.hostname)
        return;
    m_facts.hostname = hostname;
    Q_EMIT factsChanged();
}

void SystemdNode::askStart()
{
    const auto call = m_bus.call(systemd::ManagerPath, systemd::Properties, u"Get"_s,
                                 {QString(systemd::Manager), u"UserspaceTimestamp"_s});
    auto *asked = new QDBusPendingCallWatcher(call, this);
    connect(asked, &QDBusPendingCallWatcher::finished, this, [this, asked] {
        asked->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *asked;
        const quint64 usec = reply.isValid() ? reply.value().variant().toULongLong() : 0;
        if (usec == 0)
            return;
        const Timestamp before = std::exchange(m_facts.bootedAt, fromMicrosecondsSinceEpoch(usec));
        if (abs(m_facts.bootedAt - before) > SameStart)
            Q_EMIT factsChanged();
    });
}

} // namespace muster::agent
