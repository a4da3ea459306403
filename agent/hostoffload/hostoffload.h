// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/config/hostconfig.h"
#include "agent/hostoffload/delivery.h"
#include "shared/link/backoff.h"
#include "shared/model/dump.h"
#include "shared/model/system.h"

#include <QCoroTask>
#include <QFileSystemWatcher>
#include <QMap>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>

#include <functional>
#include <optional>

namespace muster::agent {

class DumpCatalogue;
class DumpHolds;
class DumpShelf;
class Problems;

/// Sends the dumps of a host-managed system to the host by itself, as they become whole: those of the system
/// from its coordinator, those of a node from that node if that is wished. One at a time; what is being sent
/// is held. That the target has one is in the catalogue, so nothing is sent twice or forgotten.
class HostOffload : public QObject
{
    Q_OBJECT
public:
    /// All are borrowed and outlive this.
    struct Parts
    {
        DumpShelf &shelf;
        DumpCatalogue &catalogue;
        DumpHolds &holds;
        Problems &problems;
        /// Of the system that this node is in; null in none.
        std::function<const Membership *()> membership;
        /// Whether this node coordinates it now.
        std::function<bool()> mayAct;
    };
    struct Settings
    {
        HostConfig config;
        QString nodeId;
        QString nodeName;
        QString stateFolder;
        Backoff again{Backoff::First, std::chrono::minutes(10)};
        int wrongBytesTries = 3; ///< of one dump, until it is named and left
    };

    HostOffload(Parts parts, Settings settings, QObject *parent = nullptr);
    ~HostOffload() override;

    /// Looks, soon, what is to be sent. To be called when this node begins or ceases to coordinate.
    void look();
    /// Whether the target is still to get this dump from here.
    [[nodiscard]] bool awaits(const DumpEntry &entry) const;

private:
    struct Tried
    {
        QString digest; ///< of the dump that was tried
        int tries = 0;
        int wrongBytes = 0;
        bool isLeft = false; ///< not tried again as it is
        std::optional<Error> error;
    };
    void lookNow();
    void forget(const QString &id);
    [[nodiscard]] bool isMine(const DumpEntry &entry) const;
    [[nodiscard]] bool isAtTarget(const DumpEntry &entry) const;
    [[nodiscard]] QList<DumpEntry> whole() const;
    [[nodiscard]] std::optional<DumpEntry> next();
    [[nodiscard]] HostDelivery deliveryOf(const DumpEntry &entry, const QString &folder) const;
    using Outcome = std::expected<Delivered, DeliveryFault>;
    static QCoro::Task<> send(QPointer<HostOffload> self, DumpEntry entry);
    static QCoro::Task<Outcome> attempt(QPointer<HostOffload> self, DumpEntry entry);
    [[nodiscard]] QCoro::Task<Outcome> inBackground(HostDelivery delivery);
    [[nodiscard]] Outcome noteDelivered(const DumpEntry &entry, const Delivered &delivered);
    void noteFault(const DumpEntry &entry, const DeliveryFault &fault);
    void refused();
    void tell();

    Parts m_parts;
    Settings m_settings;
    QString m_name; ///< as DumpCopy::to
    QMap<QString, Tried> m_tried; ///< by dump
    QString m_sending; ///< empty while nothing is sent
    bool m_isSystems = false; ///< what is being sent
    bool m_isRefused = false;
    bool m_isEnding = false;
    QTimer m_soon;
    QTimer m_again;
    QFileSystemWatcher m_credentials; ///< once they were refused
    std::stop_source m_stop; ///< of what is being sent
    QThreadPool m_thread;
};

} // namespace muster::agent
