// SPDX-License-Identifier: Apache-2.0
#include "agent/systemdumps/dumpentrance.h"

#include "shared/log.h"

#include "agent/composite/composite.h"
#include "agent/dumps/dumpservice.h"

using namespace Qt::StringLiterals;

namespace muster::agent {

namespace {

std::unexpected<Error> agentEnds()
{
    return fail(ErrorCode::Cancelled, u"the agent is ending"_s);
}

} // namespace

DumpEntrance::DumpEntrance(Composite &composite, DumpService &dumps, QObject *parent)
    : QObject(parent)
    , m_composite(composite)
    , m_dumps(dumps)
{
}

Result<void> DumpEntrance::checkCaller(const CallContext &context, const DumpRunParams &params) const
{
    if (const auto checked = m_composite.checkOrder(context, params.generation, params.term); !checked)
        return checked;
    if (m_composite.coordinator().acting == context.peer.nodeId)
        return {};
    return fail({ErrorCode::Conflict,
                 u"it does not know that the caller coordinates now"_s,
                 {},
                 u"method"_s,
                 u"try again in a moment"_s});
}

Readiness::Hold DumpEntrance::holdOf(const CallContext &context, const DumpRunParams &params)
{
    return {params.run, u"a dump that stops the host"_s, context.peer.nodeId, params.generation, params.term};
}

QCoro::Task<Result<Nothing>> DumpEntrance::prepare(CallContext context, DumpRunParams params)
{
    const QPointer<DumpEntrance> self(this);
    if (const auto checked = checkCaller(context, params); !checked)
        co_return fail(checked.error());
    const auto held =
        m_composite.readiness().hold(holdOf(context, params), std::chrono::seconds(params.holdSeconds));
    if (!held)
        co_return fail(held.error());
    const auto could = co_await couldNow(self, params);
    if (!self)
        co_return agentEnds();
    if (!could) {
        m_composite.readiness().release(params.run);
        co_return fail(could.error());
    }
    // What took too long, or was released meanwhile, is not held ready.
    if (m_composite.readiness().run() != params.run)
        co_return fail(ErrorCode::Timeout, u"to find out whether it could took too long"_s);
    qCInfo(logDumps).noquote() << "event=dumpPrepared run=" << params.run;
    co_return Nothing();
}

QCoro::Task<Result<void>> DumpEntrance::couldNow(QPointer<DumpEntrance> self, DumpRunParams params)
{
    DumpService &dumps = self->m_dumps;
    const auto kind = dumps.abilities().able(params.type, true);
    if (!kind)
        co_return fail(kind.error());
    if (!kind->isDisruptive || !dumps.hostMade())
        co_return fail(ErrorCode::Unsupported,
                       u"no host is stopped for a dump of type %1 here"_s.arg(params.type), u"params.type"_s);
    if (const auto room = dumps.retention().roomFor(*kind); !room)
        co_return fail(room.error());
    Result<void> could = co_await dumps.hostMade()->check(params.type);
    co_return could;
}

QCoro::Task<Result<Nothing>> DumpEntrance::enter(CallContext context, DumpRunParams params)
{
    const QPointer<DumpEntrance> self(this);
    if (const auto checked = checkCaller(context, params); !checked)
        co_return fail(checked.error());
    const HostMadeDumps *host = m_dumps.hostMade();
    if (!host)
        co_return fail(ErrorCode::Unsupported, u"the host of this node cannot be asked for dumps"_s);
    if (host->begunBy(params.run))
        co_return Nothing();
    if (const auto entered = m_composite.readiness().enter(holdOf(context, params)); !entered)
        co_return fail(entered.error());
    qCWarning(logDumps).noquote() << "event=hostStoppedForDump run=" << params.run;
    const auto begun = co_await host->begin(params.type, params.run, params.reason);
    if (!self)
        co_return agentEnds();
    m_composite.readiness().release(params.run);
    if (!begun)
        co_return fail(begun.error());
    co_return Nothing();
}

Result<Nothing> DumpEntrance::release(const CallContext &context, const DumpRunParams &params)
{
    if (const auto checked = m_composite.checkOrder(context, params.generation, params.term); !checked)
        return fail(checked.error());
    m_composite.readiness().release(params.run);
    return Nothing();
}

} // namespace muster::agent
