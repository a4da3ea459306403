// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDBusConnection>
#include <QDBusContext>
#include <QDBusObjectPath>
#include <QObject>
#include <QStringList>

#include <memory>

namespace muster::test {

/// One entry group of FakeAvahi.
class FakeEntryGroup : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Avahi.EntryGroup")
public:
    FakeEntryGroup(const QStringList &taken, bool collidesLate, QObject *parent);

    QString name; ///< of the service that was added
    ushort port = 0;
    QByteArrayList txt;
    bool isCommitted = false;

public Q_SLOTS:
    void AddService(int interface, int protocol, uint flags, const QString &name, const QString &type,
                    const QString &domain, const QString &host, ushort port, const QByteArrayList &txt);
    void UpdateServiceTxt(int interface, int protocol, uint flags, const QString &name, const QString &type,
                          const QString &domain, const QByteArrayList &txt);
    void Commit();
    void Free();

Q_SIGNALS:
    void StateChanged(int state, const QString &error);

private:
    QStringList m_taken;
    bool m_collidesLate;
};

/// The part of avahi-daemon that publishing needs, on a bus of the test's own.
class FakeAvahi : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.Avahi.Server")
public:
    explicit FakeAvahi(const QString &busAddress);
    ~FakeAvahi() override;

    QStringList taken; ///< names that other nodes have
    bool collidesLate = false; ///< the network notices, not the daemon: after the commit
    int serverState = 2; ///< running
    int timesAsked = 0; ///< for its state

    [[nodiscard]] FakeEntryGroup *group() const { return m_group; } ///< the latest; null before the first

public Q_SLOTS:
    int GetState();
    QDBusObjectPath EntryGroupNew();
    QString GetAlternativeServiceName(const QString &name) const;

Q_SIGNALS:
    void StateChanged(int state, const QString &error);

private:
    QDBusConnection m_bus;
    FakeEntryGroup *m_group = nullptr; ///< a child
    int m_groups = 0;
};

} // namespace muster::test
