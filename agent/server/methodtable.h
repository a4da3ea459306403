// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "shared/api/method.h"
#include "shared/model/codec.h"
#include "shared/model/schema.h"
#include "shared/wire/incomingrequest.h"
#include "shared/wire/transport.h"

#include <QCoroTask>
#include <QJsonObject>
#include <QPointer>

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
    bool isMember = false; ///< an agent of the same system
    QString
        via; ///< node id of the coordinator that handed the call or the caller on; then it goes no further
    std::stop_token stop; ///< stop is requested when the caller cancels, its deadline passes or it goes
    QPointer<Session> session; ///< the connection; null once it has ended
    qint64 auditRecord =
        0; ///< number of the audit record that announced this call; 0 when it changes nothing
};

/// Told of every call that would change something: one place, so that nothing escapes the audit log.
class AuditSink
{
public:
    virtual ~AuditSink() = default;
    /// Before a change is begun. An error, when the record cannot be kept, refuses the call: what cannot be
    /// audited is not done.
    /// @return the record's number; the context that end() gets carries it
    [[nodiscard]] virtual Result<qint64> begin(const CallContext &who, QByteArrayView method,
                                               const JsonValue &params) = 0;
    /// After it: nothing in `error` when it was done, else why not. A call that the role forbids is refused
    /// before begin(), and comes here only.
    virtual void end(const CallContext &who, QByteArrayView method, const std::optional<Error> &error) = 0;
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

    /// @param audit borrowed, outlives the table; null: nothing is audited (tests)
    explicit MethodTable(AuditSink *audit = nullptr);

    /// Whether a method is only for agents of the same system, whatever role they have.
    template <Method M>
    static constexpr bool isForMembers()
    {
        if constexpr (requires { M::ForMembers; })
            return M::ForMembers;
        else
            return false;
    }

    /// A method whose answer takes a while. The handler must not touch what may die while it is suspended.
    template <Method M>
    void addAsync(Handler<M> handler)
    {
        addEntry<M>([handler = std::move(handler), this](CallContext context, auto request, auto params) {
            finishLater<M>(handler(context, std::move(params)), context, std::move(request));
        });
    }

    /// A method that answers at once.
    template <Method M>
    void add(PlainHandler<M> handler)
    {
        addEntry<M>([handler = std::move(handler), this](CallContext context, auto request, auto params) {
            finish(handler(context, params).transform([](const auto &answer) { return toJson(answer); }),
                   context, M::Changes, *request);
        });
    }

    /// Answers a request: decodes, checks the role, calls, encodes. To a stranger an unknown method and a
    /// forbidden one look the same, so that the list of methods stays private.
    void dispatch(CallContext context, std::shared_ptr<IncomingRequest> request) const;

    /// The description of all methods as an OpenRPC 1.3 document.
    [[nodiscard]] QJsonObject openRpc() const;

private:
    using Request = std::shared_ptr<IncomingRequest>;
    using Call = std::function<void(CallContext, Request, const JsonValue &params)>;
    struct Entry
    {
        Role minRole;
        bool changes;
        bool forMembers;
        const char *doc;
        QJsonObject params;
        QJsonObject answer;
        Call call;
    };

    template <Method M, typename Callee>
    void addEntry(Callee callee)
    {
        const auto decoded = [callee = std::move(callee), this](CallContext context, Request request,
                                                                const JsonValue &json) {
            auto params = decode<typename M::Params>(json, {}, {nullptr, "params"});
            if (params)
                callee(std::move(context), std::move(request), std::move(*params));
            else
                finish(fail(params.error()), context, M::Changes, *request);
        };
        m_entries.insert_or_assign(M::Name, Entry{M::MinRole, M::Changes, isForMembers<M>(), M::Doc,
                                                  schemaOf<typename M::Params>(),
                                                  schemaOf<typename M::Answer>(), decoded});
    }

    /// The table lives as long as the agent, and so longer than any flow that waits here.
    template <Method M>
    QCoro::Task<> finishLater(QCoro::Task<Result<typename M::Answer>> task, CallContext context,
                              Request request) const
    {
        const Result<typename M::Answer> result = co_await std::move(task);
        finish(result.transform([](const auto &answer) { return toJson(answer); }), context, M::Changes,
               *request);
    }

    void finish(const Result<QByteArray> &result, const CallContext &context, bool changes,
                IncomingRequest &request) const;

    AuditSink *m_audit;
    JsonParser m_nothing; ///< holds the empty object that stands for absent params
    std::optional<JsonValue> m_noParams;
    std::map<QByteArray, Entry, std::less<>> m_entries;
};

} // namespace muster::agent
