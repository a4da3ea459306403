// SPDX-License-Identifier: Apache-2.0
#include "console/batch/batch.h"

#include "shared/wire/completion.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace muster::console {

QCoro::Task<bool> Batch::unlock()
{
    const auto unlocked = co_await console.unlock();
    if (!unlocked)
        out.fault(unlocked.error());
    co_return unlocked.has_value();
}

QCoro::Task<bool> Batch::reach(QStringList nodeIds)
{
    if (!co_await unlock())
        co_return false;
    console.connectOnly(nodeIds);
    co_await console.settled(nodeIds, timeout);
    co_return true;
}

void Batch::noteUnreached(const QStringList &nodeIds) const
{
    for (const QString &nodeId : nodeIds) {
        const FleetNode *node = fleet().node(nodeId);
        if (!node || !node->isStale())
            continue;
        Error why = node->linkError;
        if (why.text.isEmpty())
            why.text = u"did not answer within %1 s"_s.arg(double(timeout.count()) / 1000);
        why.source = node->name;
        out.note("muster: "_L1 + describe(why), Tone::Care);
    }
}

ExitCode Batch::reachCode(const QStringList &nodeIds) const
{
    const auto isStale = [this](const QString &nodeId) {
        const FleetNode *node = fleet().node(nodeId);
        return !node || node->isStale();
    };
    if (std::ranges::none_of(nodeIds, isStale))
        return ExitCode::Well;
    return std::ranges::all_of(nodeIds, isStale) ? ExitCode::Unreachable : ExitCode::NotWell;
}

ExitCode Batch::failed(const Error &error) const
{
    out.fault(error);
    return exitCodeOf(error.code);
}

ExitCode Batch::badInput(const Error &error) const
{
    out.fault(error);
    return ExitCode::BadInput;
}

QCoro::Task<> Batch::stopped() const
{
    const Completion<bool> done;
    const std::stop_callback onStop(stop, [done] { done.complete(true); });
    co_await done;
}

Result<Target> Batch::target(const QString &text) const
{
    if (!text.isEmpty())
        return resolveTarget(fleet(), text);
    return Target{fleet().nodes().keys(), {}};
}

QString Batch::nameOf(const QString &nodeId) const
{
    const FleetNode *node = fleet().node(nodeId);
    return node ? node->name : nodeId;
}

Error errorAt(const QString &node, Error error)
{
    if (error.source.isEmpty())
        error.source = node;
    else if (error.source != node)
        error.source = u"%1: %2"_s.arg(node, error.source);
    return error;
}

ExitCode worse(ExitCode one, ExitCode other)
{
    return std::max(one, other);
}

} // namespace muster::console
