// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/replica.h"

#include "agent/composite/replica/replicastore.h"

#include <QCoroTask>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <functional>
#include <memory>
#include <set>

namespace muster::agent {

class Neighbours;
class Session;

/// What one connected member does not have yet of the documents, and how it gets them. The coordinator also
/// compares with the member once, both ways; before that nothing is known of what it has.
class ReplicaLink : public QObject
{
    Q_OBJECT
public:
    using HoldersOf = std::function<ReplicaHolders(const ReplicaKey &)>;

    /// @param neighbours borrowed, outlives this
    /// @param holdersOf who has a document; for the coordinator's side
    ReplicaLink(Neighbours &neighbours, std::shared_ptr<ReplicaStore> store, QString system, QString nodeId,
                std::chrono::milliseconds retryAfter, HoldersOf holdersOf);

    [[nodiscard]] QString nodeId() const { return m_nodeId; }

    /// Compares with what the member has; compared() or failed() follows.
    void compare();
    [[nodiscard]] bool isCompared() const { return m_isCompared; }
    /// Whether it is to be compared, and is not being so.
    [[nodiscard]] bool wantsComparison() const { return m_wantsComparison; }
    [[nodiscard]] bool isComparing() const { return m_isComparing; }

    /// The member is to get a document as it is then.
    void give(const ReplicaKey &key);
    /// The member has it as it is here.
    void has(const ReplicaKey &key) { m_lacking.erase(key); }
    [[nodiscard]] bool lacks(const ReplicaKey &key) const;
    /// Whether the member did not take something when it was last given documents.
    [[nodiscard]] bool isRefusing() const { return m_isRefusing; }
    /// The member is to be told who has a document that it wrote.
    void tellHolders(const ReplicaKey &key);
    /// From now on, without a comparison: what a member has for its coordinator.
    void start();

Q_SIGNALS:
    /// It is known what the member has; what it lacks is on its way.
    void compared();
    /// A comparison can be begun again.
    void comparisonWanted();
    /// A comparison has ended without a result.
    void failed();
    /// The member has these, durably.
    void gave(const QList<muster::ReplicaKey> &keys);
    /// The member had these; they were merged.
    void got(const QList<muster::ReplicaDocument> &documents,
             const QList<muster::agent::ReplicaStore::Taken> &taken);
    /// The member does not take a document.
    void refused(const muster::ReplicaKey &key, const QString &why);
    void isRefusingChanged();

private:
    [[nodiscard]] Session *session() const;
    static QCoro::Task<> runComparison(QPointer<ReplicaLink> self);
    static QCoro::Task<Result<void>> compareAll(QPointer<ReplicaLink> self);
    static QCoro::Task<Result<void>> compareBucket(QPointer<ReplicaLink> self, int bucket);
    static QCoro::Task<Result<void>> fetch(QPointer<ReplicaLink> self, QList<ReplicaKey> wanted);
    static QCoro::Task<> work(QPointer<ReplicaLink> self);
    static QCoro::Task<bool> giveSome(QPointer<ReplicaLink> self);
    static QCoro::Task<bool> tellSome(QPointer<ReplicaLink> self);
    void startWork();
    [[nodiscard]] QList<ReplicaDocument> nextPage();
    void takeAnswers(const QList<ReplicaDocument> &given, const ReplicaPutAnswer &answer);
    void failedWith(const Error &error);
    void retry();

    Neighbours &m_neighbours;
    const std::shared_ptr<ReplicaStore> m_store;
    const QString m_system;
    const QString m_nodeId;
    HoldersOf m_holdersOf;
    std::set<ReplicaKey> m_lacking; ///< to be given
    std::set<ReplicaKey> m_giving; ///< on their way
    std::set<ReplicaKey> m_refused; ///< given again after a while
    std::set<ReplicaKey> m_untold; ///< who has them
    bool m_isRefusing = false;
    bool m_isCompared = false;
    bool m_isComparing = false;
    bool m_wantsComparison = true;
    bool m_mayGive = false;
    bool m_owesUpToDate = false;
    bool m_isWorking = false;
    bool m_isPausing = false; ///< after a failure, until m_retry
    QTimer m_retry;
};

} // namespace muster::agent
