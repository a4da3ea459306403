// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "agent/offload/ticketbook.h"
#include "shared/api/dumps.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QSet>
#include <QThreadPool>
#include <QTimer>

namespace muster::agent {

class DumpHolds;
class DumpShelf;
class KnownPeers;

/// Who may fetch which dump now, from the question for a ticket to the word that all of it is durable
/// elsewhere. While a ticket is open, its dump is held.
class OffloadService : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        std::chrono::seconds ticketTime{300}; ///< without progress; then a ticket ends
        TicketBook::Limits limits;
    };
    struct Caller
    {
        QString nodeId;
        QString name; ///< for people
    };

    /// All are borrowed and outlive this.
    OffloadService(DumpShelf &shelf, DumpHolds &holds, KnownPeers &peers, const Settings &settings,
                   QObject *parent = nullptr);
    ~OffloadService() override;

    /// A ticket. A dump that has no hashes yet is read once before. Errors: NotFound, Conflict (not whole, or
    /// being deleted), QuotaExceeded, Io when it is damaged and cannot be mended, Cancelled when the agent
    /// ends.
    [[nodiscard]] QCoro::Task<Result<DumpTicket>> offload(Caller caller, DumpOffloadParams params);
    /// Errors: NotFound; Conflict when the digest is not this dump's; Io.
    [[nodiscard]] Result<DumpEntry> acknowledge(const Caller &caller, const DumpAcknowledgeParams &params);
    /// A ticket that has ended already is as good as given back.
    void release(const Caller &caller, const QString &ticket);

    [[nodiscard]] TicketBook &tickets() { return m_tickets; }
    /// Ends the tickets that made no progress for too long. Called by a timer while there are any.
    void expire(OffloadTicket::Clock::time_point now);

private:
    struct Proof
    {
        QString folder;
        DumpSeal seal;
    };
    [[nodiscard]] static QCoro::Task<Result<Proof>> prove(QPointer<OffloadService> self, QString id,
                                                          bool isDamaged);
    [[nodiscard]] QCoro::Task<Result<DumpSeal>> sealInBackground(QString folder);
    [[nodiscard]] bool isSuspect(const QString &dumpId);
    void close(const std::function<bool(const OffloadTicket &)> &goes);

    DumpShelf &m_shelf;
    DumpHolds &m_holds;
    KnownPeers &m_peers;
    Settings m_settings;
    TicketBook m_tickets;
    QSet<QString> m_suspects; ///< dumps whose files could not be read
    QTimer m_expiry; ///< runs while there are tickets
    std::stop_source m_life;
    QThreadPool m_sealing;
};

} // namespace muster::agent
