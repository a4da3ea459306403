// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/replica.h"
#include "shared/model/codec.h"

#include "agent/composite/replica/replicalink.h"
#include "agent/composite/replica/replicastore.h"

#include <QCoroTask>
#include <QHash>
#include <QObject>
#include <QTimer>

#include <list>
#include <memory>
#include <set>
#include <stop_token>

namespace muster::agent {

class Neighbours;
class Problems;

/// Keeps small documents the same on all members of the system that this node is in. A member gives what is
/// written on it to the coordinator, which passes it on; when a member connects, the coordinator and it
/// compare what they have. A node that leaves its system sets its documents aside, and starts empty in the
/// next one.
class Replication : public QObject
{
    Q_OBJECT
public:
    struct Settings
    {
        QString folder;
        ReplicaStore::Limits limits{};
        std::chrono::milliseconds retryAfter{5000};
        std::chrono::milliseconds purgeAfter{10'000};
    };
    /// Flows that wait for a document to be on other members.
    static constexpr qsizetype MaxWaits = 1024;
    /// Members that the coordinator compares with at the same time.
    static constexpr int MaxComparisons = 8;
    /// Systems' documents that were set aside and are not deleted yet.
    static constexpr qsizetype KeptAside = 2;

    /// @param neighbours borrowed, as are the problems; both outlive this
    Replication(Neighbours &neighbours, Problems &problems, Settings settings, QObject *parent = nullptr);
    ~Replication() override;

    /// Writes a document over all that is known of it here. Durable on this node when it answers; held()
    /// tells on how many members it is by and by.
    /// @return which change it is
    /// Errors: Unavailable in no system; Invalid, TooLarge, QuotaExceeded, Busy; Io, then it is not written.
    [[nodiscard]] QCoro::Task<Result<VersionCount>> put(QString kind, QString id, QString body);
    /// Deletes a document for all members; one that somebody changes meanwhile stays. Errors: as put(), and
    /// NotFound.
    [[nodiscard]] QCoro::Task<Result<VersionCount>> remove(QString kind, QString id);
    /// Waits until a change is durable on so many members, this one included. Errors: Invalid when the system
    /// has fewer; Timeout, naming who is missing, while the change stays and goes on to them; Busy;
    /// Unavailable when this node leaves the system.
    [[nodiscard]] QCoro::Task<Result<void>> reached(ReplicaKey key, VersionCount change, int atLeast,
                                                    std::chrono::milliseconds deadline);
    /// put() and reached().
    [[nodiscard]] QCoro::Task<Result<VersionCount>> putOn(int atLeast, std::chrono::milliseconds deadline,
                                                          QString kind, QString id, QString body);

    template <Described T>
    [[nodiscard]] QCoro::Task<Result<VersionCount>> put(QString kind, QString id, const T &value)
    {
        return put(std::move(kind), std::move(id), QString::fromUtf8(toJson(value)));
    }
    /// Errors: NotFound; Invalid for a body that is no T.
    template <Described T>
    [[nodiscard]] Result<T> get(const QString &kind, const QString &id) const
    {
        const auto replica = document(kind, id);
        if (!replica)
            return fail(ErrorCode::NotFound, QStringLiteral("there is no such document"), id);
        return fromJson<T>(replica->shown.body.toUtf8(), MaxReplicaBody);
    }

    /// Nothing when there is none, or it was deleted.
    [[nodiscard]] std::optional<Replica> document(const QString &kind, const QString &id) const;
    /// All of a kind, by id.
    [[nodiscard]] QList<Replica> documents(const QString &kind) const;
    /// How bodies of a kind that were written at once are shown as one. For all members alike.
    void setMerge(const QString &kind, BodyMerge merge) { m_merges.insert(kind, std::move(merge)); }

    /// The members that are known to have a document as it is here, by number. Only the coordinator knows of
    /// others than itself.
    [[nodiscard]] QList<int> holders(const ReplicaKey &key) const;
    /// Whether this member and the coordinator have told each other all since they were connected.
    /// On the hub: whether a linked member does not take documents at present, most likely for its disk.
    [[nodiscard]] bool refuses(const QString &nodeId) const;
    [[nodiscard]] bool isUpToDate() const { return m_isUpToDate; }
    [[nodiscard]] QString systemId() const { return m_system; }
    /// The system's folder, set aside with its documents; empty in no system.
    [[nodiscard]] QString systemFolder() const;

    // What other members call; `from` is the caller's node id. Errors: Conflict when it is of another system,
    // Forbidden when it may not say this.
    [[nodiscard]] Result<ReplicaDigestAnswer> digest(const QString &from,
                                                     const ReplicaDigestParams &params) const;
    [[nodiscard]] Result<ReplicaMarks> list(const QString &from, const ReplicaListParams &params) const;
    [[nodiscard]] Result<ReplicaPage> read(const QString &from, const ReplicaGetParams &params) const;
    [[nodiscard]] QCoro::Task<Result<ReplicaPutAnswer>> take(QString from, ReplicaPutParams params);
    [[nodiscard]] Result<Nothing> learnHolders(const QString &from, const ReplicaHeldParams &params);
    [[nodiscard]] QCoro::Task<Result<Nothing>> purge(QString from, ReplicaPurgeParams params);
    /// Whether `from` is the coordinator's or, for the coordinator, a member's agent of this system.
    [[nodiscard]] Result<void> checkCaller(const QString &from, const QString &system) const;

Q_SIGNALS:
    /// A document is another one than before, or gone; durable on this node.
    void changed(const QString &kind, const QString &id);
    /// A document that was written here is on so many members now.
    void held(const QString &kind, const QString &id, int members);
    /// Another system, or none: all documents are others.
    void systemChanged();
    void upToDate();
    /// See refuses().
    void refusesChanged(const QString &nodeId);

private:
    struct Wait
    {
        ReplicaKey key;
        VersionCount change;
        int atLeast = 1;
        std::set<int> members;
        Completion<Result<void>> done;
        std::unique_ptr<QTimer> timer;
    };

    void followMembership();
    void openStore();
    void setAside();
    void followLinks();
    void link(const QString &nodeId);
    void unlink(const QString &nodeId);
    void startComparisons();
    [[nodiscard]] QCoro::Task<Result<VersionCount>> write(ReplicaKey key, std::optional<QString> body);
    void spread(const ReplicaKey &key, const QString &exceptTo = {});
    void afterMerge(const QString &from, const QList<ReplicaDocument> &documents,
                    const QList<ReplicaStore::Taken> &taken);
    void tellHolders(const ReplicaKey &key);
    [[nodiscard]] ReplicaHolders holdersOf(const ReplicaKey &key) const;
    void learnHolders(const ReplicaHolders &holders);
    void giveUpWaiting(const Wait *wait);
    void endWaits();
    void askAgain();
    [[nodiscard]] Error missingMembers(const Wait &wait) const;
    void setUpToDate(bool isUpToDate);
    void schedulePurge();
    static QCoro::Task<> purgeRound(QPointer<Replication> self);
    [[nodiscard]] QList<ReplicaMark> purgeable() const;
    void tellDamage();
    void tellRefusal(const QString &nodeId, const QString &text);

    Neighbours &m_neighbours;
    Problems &m_problems;
    const Settings m_settings;
    QString m_system;
    std::shared_ptr<ReplicaStore> m_store;
    std::optional<Error> m_storeError;
    std::map<QString, std::unique_ptr<ReplicaLink>> m_links;
    QHash<QString, BodyMerge> m_merges;
    std::list<Wait> m_waits;
    QTimer m_askAgain;
    QTimer m_purge;
    bool m_isPurging = false;
    bool m_isUpToDate = false;
    std::stop_source m_life;
};

} // namespace muster::agent
