// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/hello.h"
#include "shared/api/system.h"
#include "shared/api/units.h"
#include "shared/model/event.h"
#include "shared/model/job.h"
#include "shared/model/node.h"
#include "shared/model/unit.h"
#include "shared/wire/rpcpeer.h"
#include "tests/support/memorytransport.h"

#include <QHash>
#include <QObject>
#include <QPointer>

#include <memory>
#include <vector>

namespace muster::test {

/// The node's end of links in one process: a journal, a state, and faults on command.
class FakeNode : public QObject
{
    Q_OBJECT
public:
    explicit FakeNode(const QString &nodeId, const QString &name);

    /// A new connection. @return the console's end
    [[nodiscard]] std::unique_ptr<Transport> connectConsole();

    /// A connection that came in another way.
    void serve(std::unique_ptr<Transport> transport);

    /// Says from now on that it is in a system, or in none.
    void joinSystem(const SystemView &view);

    /// Writes an event into the journal and sends it to who has subscribed.
    void happen(const QString &kind, const QByteArray &data = "null", Topic topic = Topic::Units);
    void dropEventsBefore(qint64 sequence); ///< the journal reaches back no further
    void beginNewJournal(const QString &epoch);

    void hangUp(); ///< ends all connections, as a restart of the agent does
    void goSilent(); ///< as a pulled cable does: nobody is told

    QString nodeId;
    HelloAnswer hello;
    NodeFacts facts;
    NodeState state;
    UnitList units;
    UnitFailureList failures;
    JobList jobs;
    std::optional<SystemView> system; ///< absent: an agent that knows nothing of systems
    std::optional<Error> systemRefusal; ///< said to each membership
    QHash<QByteArray, Result<AskAnswer>> askAnswers; ///< by method
    QString epoch = QStringLiteral("first");
    QList<Event> journal;
    qint64 newest = 0;
    QHash<QString, FakeNode *> members; ///< that it leads to as their coordinator, by node id; borrowed
    std::optional<Error> refusal; ///< of callers that come through a coordinator
    std::chrono::milliseconds clockAhead{0};
    bool isDeaf = false; ///< takes connections and never answers
    QHash<QByteArray, int> calls; ///< how often each method was called

private:
    struct Session
    {
        std::unique_ptr<RpcPeer> peer;
        QPointer<MemoryTransport> transport;
        bool isSubscribed = false;
    };
    void add(std::unique_ptr<Session> session, std::unique_ptr<Transport> transport);
    void answer(Session &session, IncomingRequest &request);
    void openChannel(Session &session, IncomingRequest &request);
    [[nodiscard]] AcknowledgeAnswer acknowledge(const AcknowledgeParams &params);
    [[nodiscard]] Result<QByteArray> take(const MembershipParams &params, bool isOnlyAsked);
    [[nodiscard]] QByteArray list() const;
    void send(Session &session, const Event &event);

    std::vector<std::unique_ptr<Session>> m_sessions;
    qint64 m_lastChannel = 0;
    std::vector<std::shared_ptr<IncomingRequest>> m_unanswered; ///< of a deaf node
};

} // namespace muster::test
