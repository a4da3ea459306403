// SPDX-License-Identifier: Apache-2.0
// unitkiller UNIT: at a line of input starts UNIT and says when it is active; at the next one kills its main
// process, and says when it did and when systemd's bare D-Bus signal told of it. Runs inside a node.
#include "tests/bench/programs/report.h"

#include <QCoreApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusObjectPath>
#include <QDBusReply>
#include <QDBusVariant>

#include <signal.h>
#include <time.h>

#include <iostream>
#include <string>

using namespace muster::bench;
using namespace Qt::StringLiterals;

namespace {

const QString Service = u"org.freedesktop.systemd1"_s;
const QString Root = u"/org/freedesktop/systemd1"_s;

qint64 monotonicMicroseconds()
{
    timespec now = {};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return qint64(now.tv_sec) * 1'000'000 + now.tv_nsec / 1000;
}

/// Follows one unit by systemd's signals alone.
class Killer : public QObject
{
    Q_OBJECT
public:
    explicit Killer(const QString &unit)
        : m_unit(unit)
        , m_bus(QDBusConnection::systemBus())
    {
    }

    [[nodiscard]] bool begin()
    {
        (void)ask(u"Subscribe"_s, {});
        const QDBusReply<QDBusObjectPath> path = ask(u"LoadUnit"_s, {m_unit});
        m_path = path.value().path();
        return m_bus.connect(Service, m_path, u"org.freedesktop.DBus.Properties"_s, u"PropertiesChanged"_s,
                             this, SLOT(take(QString, QVariantMap)))
               && startNext();
    }

private Q_SLOTS:
    void take(const QString &interface, const QVariantMap &changed)
    {
        if (interface != Service + u".Unit"_s)
            return;
        const QString state = changed.value(u"ActiveState"_s).toString();
        if (state == "active"_L1 && m_killedAt == 0)
            killWhenTold();
        else if (state == "failed"_L1 && m_killedAt > 0)
            tell();
    }

private:
    [[nodiscard]] bool startNext()
    {
        std::string line;
        if (!std::getline(std::cin, line))
            return false;
        m_killedAt = 0;
        (void)ask(u"ResetFailedUnit"_s, {m_unit});
        (void)ask(u"StartUnit"_s, {m_unit, u"replace"_s});
        return true;
    }

    void killWhenTold()
    {
        report("{\"active\":true}");
        std::string line;
        if (!std::getline(std::cin, line))
            return QCoreApplication::quit();
        auto get =
            QDBusMessage::createMethodCall(Service, m_path, u"org.freedesktop.DBus.Properties"_s, u"Get"_s);
        get.setArguments({Service + u".Service"_s, u"MainPID"_s});
        const QDBusReply<QDBusVariant> pid = m_bus.call(get);
        m_killedAt = monotonicMicroseconds();
        ::kill(pid_t(pid.value().variant().toUInt()), SIGKILL);
    }

    void tell()
    {
        const qint64 now = monotonicMicroseconds();
        report("{\"killed_us\":" + QByteArray::number(m_killedAt)
               + ",\"signalled_us\":" + QByteArray::number(now) + '}');
        if (!startNext())
            QCoreApplication::quit();
    }

    [[nodiscard]] QDBusMessage ask(const QString &method, const QVariantList &arguments)
    {
        auto call = QDBusMessage::createMethodCall(Service, Root, Service + u".Manager"_s, method);
        call.setArguments(arguments);
        return m_bus.call(call);
    }

    QString m_unit;
    QDBusConnection m_bus;
    QString m_path;
    qint64 m_killedAt = 0;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    if (argc != 2)
        return die("usage: bench-unitkiller UNIT");
    Killer killer(QString::fromLocal8Bit(argv[1]));
    if (!killer.begin())
        return die("systemd does not answer on the bus");
    return QCoreApplication::exec();
}

#include "unitkiller.moc"
