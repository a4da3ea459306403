// SPDX-License-Identifier: Apache-2.0
#include "console/discovery/sweep.h"

#include "console/link/handshakegate.h"
#include "shared/link/peerhandle.h"

#include "shared/api/hello.h"
#include "shared/log.h"
#include "shared/wire/completion.h"

using namespace Qt::StringLiterals;

namespace muster::console {

namespace {

/// What all probes of one sweep share; lives until the last has ended.
struct Sweep
{
    Dialer &dialer;
    Fleet &fleet;
    SweepSettings settings;
    SweepProgress progress;
    std::stop_token stop;
    HandshakeGate gate;
    int total = 0;
    int done = 0;
    int found = 0;
    Completion<bool> finished;
};

QCoro::Task<bool> probe(std::shared_ptr<Sweep> sweep, QString address)
{
    auto transport = co_await sweep->dialer.dial(address, {}, sweep->settings.dialDeadline);
    if (sweep->stop.stop_requested())
        co_return false;
    if (!transport) {
        qCDebug(logNet).noquote() << "probe=nothing address=" << address << describe(transport.error());
        co_return false;
    }
    const QString nodeId = (*transport)->peer().nodeId;
    const auto peer = makePeer(std::move(*transport), PeerLimits::stranger());
    const auto hello = co_await peer->call<api::Hello>({OldestProtocolVersion, ProtocolVersion, {}, {}},
                                                       sweep->settings.helloDeadline);
    if (sweep->stop.stop_requested())
        co_return false;
    // A node too new or too busy to say more is a node all the same.
    const QString name = hello ? hello->name : QString();
    if (!sweep->fleet.node(nodeId))
        sweep->fleet.setFound({address, name, nodeId, sweep->settings.via});
    co_return true;
}

QCoro::Task<> probeInTurn(std::shared_ptr<Sweep> sweep, QString address)
{
    {
        const auto place = co_await sweep->gate.enter();
        if (!sweep->stop.stop_requested() && co_await probe(sweep, address))
            ++sweep->found;
    }
    ++sweep->done;
    if (sweep->progress && !sweep->stop.stop_requested())
        sweep->progress(sweep->done, sweep->total);
    if (sweep->done == sweep->total)
        sweep->finished.complete(true);
}

} // namespace

QCoro::Task<Result<int>> sweep(Dialer &dialer, Fleet &fleet, QStringList addresses, SweepSettings settings,
                               SweepProgress progress, std::stop_token stop)
{
    if (addresses.isEmpty())
        co_return Result<int>(0);
    const int atOnce = settings.atOnce;
    std::shared_ptr<Sweep> all(new Sweep{dialer,
                                         fleet,
                                         std::move(settings),
                                         std::move(progress),
                                         stop,
                                         HandshakeGate(atOnce),
                                         int(addresses.size()),
                                         0,
                                         0,
                                         {}});
    for (const QString &address : std::as_const(addresses))
        probeInTurn(all, address);
    co_await all->finished;
    if (stop.stop_requested())
        co_return fail(ErrorCode::Cancelled, u"the search was cancelled"_s);
    co_return Result<int>(all->found);
}

} // namespace muster::console
