// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/platform/busservice.h"
#include "shared/model/timestamp.h"

#include <QDBusMessage>
#include <QMap>
#include <QTimer>
#include <QVariantMap>

#include <chrono>
#include <memory>
#include <optional>
#include <vector>

class QDBusPendingCallWatcher;

namespace muster::agent {

/// One state object of a phosphor service: its properties, read once when an owner of the name appears and
/// then told by that owner's signals. The service may come late, leave, be restarted, or hang.
class StateObject : public QObject
{
    Q_OBJECT
public:
    struct Address
    {
        QStringList services; ///< names it may have, the preferred one first
        QString path;
        QStringList interfaces;
        QString title; ///< what people call it
    };
    struct Settings
    {
        /// How long a service may take for an answer before it counts as hung.
        std::chrono::milliseconds answer{BusService::CallDeadline};
        /// No signal tells that a service hangs, so it is asked whether it stands by what it said.
        std::chrono::milliseconds check{30'000};
    };
    /// What is known of one interface.
    struct Part
    {
        QVariantMap properties;
        QString why; ///< it is not known; empty while it is
        bool isMissing = false; ///< the service answers, and has no such interface
        std::optional<Timestamp> heardAt;
    };

    /// @param bus outlives this
    StateObject(BusConnection &bus, Address address, const Settings &settings, QObject *parent = nullptr);

    /// Whether a service of that name was ever on the bus.
    [[nodiscard]] bool wasSeen() const { return m_wasSeen; }
    [[nodiscard]] const Address &address() const { return m_address; }
    /// The name of the service that is listened to; empty while there is none.
    [[nodiscard]] QString serviceName() const;
    [[nodiscard]] const Part &part(const QString &interface) const;
    /// The service that owns it; null while there is none.
    [[nodiscard]] const BusService *service() const { return m_current; }

Q_SIGNALS:
    void changed();

private Q_SLOTS:
    void takeProperties(const QDBusMessage &message);
    void takeInterfaces(const QDBusMessage &message);

private:
    void choose();
    void hook(bool isOn);
    void read(const QStringList &interfaces);
    void takeReply(QDBusPendingCallWatcher *asked, const QString &interface);
    void forget(const QString &why);

    Address m_address;
    Settings m_settings;
    std::vector<std::unique_ptr<BusService>> m_services; ///< as in the address
    BusService *m_current = nullptr;
    QString m_owner; ///< that was hooked
    QMap<QString, Part> m_parts; ///< by interface
    QTimer m_check;
    bool m_wasSeen = false;
};

} // namespace muster::agent
