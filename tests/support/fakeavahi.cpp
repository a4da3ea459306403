// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fakeavahi.h"

#include <QDBusMetaType>
#include <QDBusObjectPath>

using namespace Qt::StringLiterals;

namespace muster::test {

namespace {

const auto ServiceName = u"org.freedesktop.Avahi"_s;
constexpr auto Exported = QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals;

} // namespace

FakeEntryGroup::FakeEntryGroup(const QStringList &taken, bool collidesLate, QObject *parent)
    : QObject(parent)
    , m_taken(taken)
    , m_collidesLate(collidesLate)
{
}

void FakeEntryGroup::AddService(int, int, uint, const QString &wanted, const QString &, const QString &,
                                const QString &, ushort onPort, const QByteArrayList &record)
{
    if (m_taken.contains(wanted) && !m_collidesLate) {
        sendErrorReply(u"org.freedesktop.Avahi.CollisionError"_s, u"Local name collision"_s);
        return;
    }
    name = wanted;
    port = onPort;
    txt = record;
}

void FakeEntryGroup::UpdateServiceTxt(int, int, uint, const QString &wanted, const QString &, const QString &,
                                      const QByteArrayList &record)
{
    if (wanted == name)
        txt = record;
}

void FakeEntryGroup::Commit()
{
    isCommitted = true;
    const bool collides = m_taken.contains(name);
    Q_EMIT StateChanged(1, {});
    Q_EMIT StateChanged(collides ? 3 : 2, {});
}

void FakeEntryGroup::Free()
{
    isCommitted = false;
}

FakeAvahi::FakeAvahi(const QString &busAddress)
    : m_bus(QDBusConnection::connectToBus(busAddress, u"fake-avahi-%1"_s.arg(quintptr(this))))
{
    qDBusRegisterMetaType<QByteArrayList>();
    m_bus.registerObject(u"/"_s, this, Exported);
    m_bus.registerService(ServiceName);
}

FakeAvahi::~FakeAvahi()
{
    m_bus.unregisterService(ServiceName);
    QDBusConnection::disconnectFromBus(m_bus.name());
}

int FakeAvahi::GetState()
{
    ++timesAsked;
    return serverState;
}

QDBusObjectPath FakeAvahi::EntryGroupNew()
{
    const QString path = u"/Client0/EntryGroup%1"_s.arg(++m_groups);
    m_group = new FakeEntryGroup(taken, collidesLate, this);
    m_bus.registerObject(path, m_group, Exported);
    return QDBusObjectPath(path);
}

QString FakeAvahi::GetAlternativeServiceName(const QString &name) const
{
    return name + u" #2"_s;
}

} // namespace muster::test
