// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/codec.h"
#include "shared/model/schema.h"
#include "shared/wire/incomingrequest.h"
#include "shared/wire/transport.h"

#include <QCoroTask>
#include <QJsonObject>

#include <functional>
#include <map>
#include <memory>

namespace muster::agent {

class Session;

/// Who calls, and on which terms. Copied into each handler, so it outlives the connection.
struct CallContext
{
    PeerIdentity peer;
    QString peerName; ///< what it called itself when it was paired, or "local"
    Role role = Role::Stranger;
    std::stop_token stop; ///< stop is requested when the caller cancels, its deadline passes or it goes
    QPointer<Session> session; ///< the connection; null once it has ended
};

/// Told of every call that would change something: one place, so that nothing escapes the audit log.
class AuditSink
{
public:
    virtual ~AuditSink() = default;
    /// @param outcome nothing when it was done, else why not
    virtual void record(const CallContext &who, QByteArrayView method, QByteArrayView params,
                        const std::optional<Error> &outcome) = 0;
};

/// The closed list of what can be asked of this agent. The role is checked here and nowhere else, decoding
/// and encoding happen here and nowhere else, and what changes the node is audited here.
class MethodTable
{
public:
    template <Method M>
    using Handler = std::function<QCoro::Task<Result<typename M::Answer>>(CallContext, typename M::Params)>;
    template <Method M>
    using PlainHandler =
        std::function<Result<typename M::Answer>(const CallContext &, const typename M::Params &)>;

    explicit MethodTable(AuditSink *audit = nullptr)
        : m_audit(audit)
    {
    }

    /// A method whose answer takes a while. The handler keeps nothing of `this` across a suspension that may
    /// die before it.
    template <Method M>
    void addAsync(Handler<M> handler)
    {
        add<M>([handler = std::move(handler), this](
                   CallContext context, std::shared_ptr<IncomingRequest> request, typename M::Params params) {
            finishLater<M>(handler(context, std::move(params)), context, std::move(request));
        });
    }

    /// A method that answers at once.
    template <Method M>
    void add(PlainHandler<M> handler)
    {
        addEntry<M>([handler = std::move(handler), this](CallContext context,
                                                         std::shared_ptr<IncomingRequest> request,
                                                         typename M::Params params) {
            finish<M>(handler(context, params), context, *request);
        });
    }

    /// Answers a request: decodes, checks the role, calls, encodes. To a stranger an unknown method and a
    /// forbidden one look the same, so that the list of methods stays private.
    void dispatch(CallContext context, std::shared_ptr<IncomingRequest> request) const;

    /// The description of all methods as an OpenRPC 1.3 document.
    [[nodiscard]] QJsonObject openRpc() const;

private:
    using Call = std::function<void(CallContext, std::shared_ptr<IncomingRequest>)>;
    struct Entry
    {
        Role minRole;
        bool changes;
        const char *doc;
        QJsonObject params;
        QJsonObject answer;
        Call call;
    };

    template <Method M, typename Callee>
    void addEntry(Callee callee);
    template <Method M>
    void finish(const Result<typename M::Answer> &result, const CallContext &context,
                IncomingRequest &request) const;
    template <Method M>
    QCoro::Task<> finishLater(QCoro::Task<Result<typename M::Answer>> task, CallContext context,
                              std::shared_ptr<IncomingRequest> request) const;
    void audit(const CallContext &context, const IncomingRequest &request,
               const std::optional<Error> &outcome) const;

    AuditSink *m_audit;
    std::map<QByteArray, Entry, std::less<>> m_entries;
};

} // namespace muster::agent
