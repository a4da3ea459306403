// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/dumps.h"

#include "agent/config/dumpsconfig.h"
#include "agent/dumps/collectionqueue.h"
#include "agent/dumps/collector.h"
#include "agent/dumps/diskworker.h"
#include "agent/dumps/dumpabilities.h"
#include "agent/dumps/dumpaccess.h"
#include "agent/dumps/dumpcatalogue.h"
#include "agent/dumps/dumpretention.h"
#include "agent/dumps/dumpsource.h"
#include "agent/dumps/hostmadedumps.h"
#include "agent/dumps/manageddumps.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <optional>

namespace muster::agent {

class DumpHolds;
class DumpKindFolder;
class EventLog;
class Jobs;
class ManagementPlatform;
class NodePlatform;

/// The dumps of one node: has them made, lists, reads and deletes them, and keeps them within their quotas.
/// Each is on the disk as asked for before work on it begins, and has an end whatever happens.
class DumpService : public QObject
{
    Q_OBJECT
public:
    /// Dumps of a kind that wait for the one that is being made.
    static constexpr int MaxWaiting = 4;

    /// What it stands on; all of it outlives the service.
    struct Parts
    {
        EventLog &events;
        Jobs &jobs;
        DumpHolds &holds;
        const DumpKindFolder &kinds;
        const NodePlatform *node = nullptr; ///< may be null
        ManagementPlatform *management = nullptr; ///< makes BMC dumps where it is present; may be null
        const Collectors *collectors = nullptr; ///< may be null: nothing but files can be collected
    };
    struct Settings
    {
        DumpsConfig config;
        QString nodeId;
        QString nodeName;
    };

    /// @param stateFolder exists; dumps/, dumps.index and dumps.key are made in it
    DumpService(const Parts &parts, const QString &stateFolder, Settings settings, QObject *parent = nullptr);
    DumpService(const Parts &parts, const QString &stateFolder);
    /// What is being made is left for the next agent to finish.
    ~DumpService() override;

    /// Reads what there is and ends what an earlier agent did not come to.
    void start();

    /// What a dump is wanted for.
    struct Wish
    {
        DumpCreateParams params;
        QString requestedBy = {};
        QString system = {}; ///< of whose dump this is a piece; empty for one that stands for itself
        QString pieceOf = {}; ///< that dump
        QString id = {}; ///< of a dump that is made again out of what is left of it; empty for a new one
                         ///< one that is here is replaced, if this comes to more
        std::optional<Timestamp> at = {}; ///< when that one was asked for
        QList<DumpCopy> offloaded = {}; ///< who has that one
    };
    /// Starts a job that makes a dump. Errors: NotFound for an unknown type; Unsupported when this node
    /// cannot make one; QuotaExceeded; Busy; Io.
    [[nodiscard]] QCoro::Task<Result<DumpStarted>> create(Wish wish);
    /// The same for a piece of a system's dump, which is begun at once. Errors: also Conflict for what the
    /// host makes, when it was not asked for it.
    [[nodiscard]] Result<DumpStarted> createPiece(const Wish &wish);
    /// How a dump of a whole system is put together.
    struct Assembly
    {
        QString system; ///< its name
        qsizetype members = 1;
        std::chrono::seconds extraTime{}; ///< beyond that of the kind
        /// The steps that fetch the members' pieces into the dump with this head; called once, at once.
        std::function<QList<CollectStep>(const DumpManifest &head)> plan;
        /// See CollectionOrder::gate; may be empty.
        std::function<Result<void>(std::chrono::milliseconds deadline, std::stop_token stop)> gate = {};
        /// Puts what is known of the pieces at the end. Called in the thread of the collection.
        std::function<void(DumpManifest &)> complete;
    };
    /// Starts a job that makes a dump of a whole system. Errors: as create().
    [[nodiscard]] Result<DumpStarted> assemble(const Wish &wish, const Assembly &assembly);

    /// How many are kept.
    [[nodiscard]] const DumpRetention &retention() const { return m_retention; }
    /// What the host makes; null where it cannot be asked.
    [[nodiscard]] const HostMadeDumps *hostMade() const { return m_hostMade ? &*m_hostMade : nullptr; }

    /// A dump that the agent makes by itself about a failure: none is ever refused, the oldest of them goes.
    /// Errors: those of collect(); Cancelled when the agent ends.
    /// @param openFailures ids of failures whose dumps go last
    [[nodiscard]] QCoro::Task<Result<DumpManifest>> keep(DumpManifest head, QList<DumpSource> sources,
                                                         QStringList openFailures);

    /// Room for a dump that another member has a copy of; what has to go for it goes. Errors: QuotaExceeded,
    /// naming the limit and what would make room; Cancelled when the agent ends.
    [[nodiscard]] QCoro::Task<Result<void>> makeRoom(QString type, qint64 bytes);
    /// Something about a dump that is not seen in its entry, as an event.
    void announce(const QString &id, const QString &text);

    /// What this node can make.
    [[nodiscard]] DumpAbilities &abilities() { return m_abilities; }
    /// To list, look into, delete and fetch them.
    [[nodiscard]] DumpAccess &access() { return *m_access; }
    /// Whole ones are taken from here; whoever fetches one holds it meanwhile.
    [[nodiscard]] DumpCatalogue &catalogue() { return m_catalogue; }
    /// How many are kept.
    [[nodiscard]] DumpRetention &retention() { return m_retention; }
    /// An entry with what only this node's service knows: where it is, and who fetches it.
    [[nodiscard]] DumpEntry listed(DumpEntry entry) const;

private:
    struct Making
    {
        DumpEntry entry;
        CollectionOrder order;
        QString lane;
        bool isAssembly = false;
        std::optional<DumpEntry> before; ///< that is replaced, and stays when this fails
        QStringList evicted;
    };
    [[nodiscard]] DumpManifest headOf(const DumpEntry &entry) const;
    [[nodiscard]] Result<Making> prepare(const DumpKind &kind, const Wish &wish, qsizetype members);
    [[nodiscard]] CollectionQueue::Told tellsOf(const DumpEntry &entry, qsizetype steps);
    [[nodiscard]] Result<DumpStarted> startOwn(const DumpKind &kind, const Wish &wish);
    [[nodiscard]] Result<QList<CollectStep>> stepsOfPiece(const DumpKind &kind, const Wish &wish) const;
    void setState(const QString &id, DumpState state);
    void putEnd(const DumpEntry &asked, const Result<DumpManifest> &made);
    void endReplacement(const DumpEntry &before, const Result<DumpManifest> &made);
    void tell(const DumpEntry &entry);
    void removeOld();
    static QCoro::Task<Result<DumpManifest>> make(QPointer<DumpService> self, Making making);
    static QCoro::Task<Result<DumpStarted>> startManaged(QPointer<DumpService> self, DumpKind kind,
                                                         Wish wish);
    [[nodiscard]] QCoro::Task<Result<HostMadeDumps::Begun>> beginManaged(DumpKind kind, Wish wish);
    static QCoro::Task<> followManaged(QPointer<DumpService> self, bool isOfHost, QString name,
                                       DumpStarted started);
    static QCoro::Task<> makeAndTell(QPointer<DumpService> self, Making making);
    static QCoro::Task<> finishLeftOver(QPointer<DumpService> self, QList<DumpEntry> left);
    static QCoro::Task<> takeAway(QPointer<DumpService> self, QStringList ids);

    Parts m_parts;
    Settings m_settings;
    DumpCatalogue m_catalogue;
    DumpRetention m_retention;
    DumpAbilities m_abilities;
    std::optional<DiskWorker> m_disk;
    std::optional<CollectionQueue> m_queue;
    std::optional<CollectionQueue> m_assemblies; ///< they wait for pieces, this node's own included
    std::optional<ManagedDumps> m_managed;
    std::optional<HostMadeDumps> m_hostMade;
    std::optional<DumpAccess> m_access;
    QTimer m_daily;
    bool m_isEnding = false;
};

} // namespace muster::agent
