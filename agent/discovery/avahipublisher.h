// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busconnection.h"

#include <QByteArrayList>
#include <QDBusMessage>
#include <QDBusPendingCall>
#include <QObject>

#include <QCoroTask>

#include <chrono>

namespace muster::agent {

/// Lets the node be found by DNS-SD, through the machine's Avahi where it runs. Waits for its signals and
/// polls nothing; where there is no Avahi, or no bus, the node just cannot be found that way.
class AvahiPublisher : public QObject
{
    Q_OBJECT
public:
    static constexpr const char *ServiceType = "_muster._tcp";
    static constexpr int MaxRenames = 20;

    /// What is published.
    struct Service
    {
        QString name; ///< made unique by Avahi where another node has it
        quint16 port = 0;
        QByteArrayList txt; ///< "key=value"
    };

    /// @param busAddress empty for the system bus
    explicit AvahiPublisher(const Service &service, const QString &busAddress = {},
                            QObject *parent = nullptr);
    ~AvahiPublisher() override;

    void start();
    /// Says something else of the node from now on.
    void setTxt(const QByteArrayList &txt);
    /// The name that is established in the network; empty while there is none.
    [[nodiscard]] const QString &publishedName() const { return m_publishedName; }

Q_SIGNALS:
    void publishedNameChanged(const QString &name);

private Q_SLOTS:
    void takeNameOwnerChanged(const QString &service, const QString &before, const QString &after);
    void takeServerState(int state, const QString &error);
    void takeGroupState(const QDBusMessage &message);

private:
    void takeConnection();
    void forgetGroup();
    void setPublishedName(const QString &name);
    [[nodiscard]] QDBusPendingCall call(const QString &path, const QString &interface, const QString &method,
                                        const QVariantList &arguments = {}) const;
    [[nodiscard]] QVariantList serviceArguments() const;
    /// Each ends silently when Avahi was restarted meanwhile.
    static QCoro::Task<> askServerState(QPointer<AvahiPublisher> self);
    static QCoro::Task<> publish(QPointer<AvahiPublisher> self);
    static QCoro::Task<> rename(QPointer<AvahiPublisher> self);

    Service m_service;
    BusConnection m_bus;
    QString m_name; ///< wanted now: the service's, or an alternative to it
    QString m_group; ///< path of our entry group; empty when there is none
    QString m_publishedName;
    int m_round = 0; ///< counts beginnings: answers to an earlier one are dropped
    int m_renames = 0;
};

} // namespace muster::agent
